-- Users, articles and what the web servers share. All times are UTC.
-- Every statement may run again: the engine cannot take a change of the schema back when a migration is interrupted in the middle.
-- Text compares without regard to case but with regard to accents (as_ci): Jake and jake are one user, Muller and Müller are two.

CREATE TABLE IF NOT EXISTS users (
    id              BIGINT        NOT NULL AUTO_INCREMENT,
    username        VARCHAR(40)   NOT NULL,
    email           VARCHAR(254)  NOT NULL,
    password_hash   VARCHAR(200)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Counts the changes of the password: sessions and tokens made before one are over.
    session_version INT           NOT NULL DEFAULT 1,
    bio             VARCHAR(1000) NULL,
    image           VARCHAR(500)  NULL,
    created_at      DATETIME(6)   NOT NULL,
    updated_at      DATETIME(6)   NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_users_username (username),
    UNIQUE KEY uq_users_email (email)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci;

CREATE TABLE IF NOT EXISTS articles (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    author_id   BIGINT       NOT NULL,
    slug        VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL,
    title       VARCHAR(200) NOT NULL,
    description VARCHAR(500) NOT NULL,
    body        MEDIUMTEXT   NOT NULL,
    created_at  DATETIME(6)  NOT NULL,
    updated_at  DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_articles_slug (slug),
    KEY ix_articles_created (created_at, id),
    KEY ix_articles_author_created (author_id, created_at, id),
    CONSTRAINT fk_articles_author FOREIGN KEY (author_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci;

-- A tag is its name, as the author wrote it. The time is the article's, which never changes: here it gives the list of
-- one tag's articles in order from one index.
CREATE TABLE IF NOT EXISTS article_tags (
    article_id BIGINT      NOT NULL,
    name       VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (article_id, name),
    KEY ix_article_tags_name_created (name, created_at, article_id),
    CONSTRAINT fk_article_tags_article FOREIGN KEY (article_id) REFERENCES articles (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci;

-- The ring of keys that protects cookies and forms; every web server reads and adds to the same one.
CREATE TABLE IF NOT EXISTS data_protection_keys (
    id            BIGINT       NOT NULL AUTO_INCREMENT,
    friendly_name VARCHAR(200) NOT NULL,
    xml           TEXT         NOT NULL,
    created_at    DATETIME(6)  NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci;

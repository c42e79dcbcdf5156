-- Comments, favourites and follows, and the counts that lists show. All times are UTC; every statement may run again.

CREATE TABLE IF NOT EXISTS comments (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    article_id BIGINT      NOT NULL,
    author_id  BIGINT      NOT NULL,
    body       TEXT        NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_comments_article_created (article_id, created_at, id),
    KEY ix_comments_author (author_id),
    CONSTRAINT fk_comments_article FOREIGN KEY (article_id) REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT fk_comments_author FOREIGN KEY (author_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci;

-- The time is the article's, as in article_tags: the list of one user's favourites is in order in one index.
CREATE TABLE IF NOT EXISTS favorites (
    user_id    BIGINT      NOT NULL,
    article_id BIGINT      NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (user_id, article_id),
    KEY ix_favorites_user_created (user_id, created_at, article_id),
    KEY ix_favorites_article (article_id),
    CONSTRAINT fk_favorites_user FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT fk_favorites_article FOREIGN KEY (article_id) REFERENCES articles (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci;

CREATE TABLE IF NOT EXISTS follows (
    follower_id BIGINT NOT NULL,
    followed_id BIGINT NOT NULL,
    PRIMARY KEY (follower_id, followed_id),
    KEY ix_follows_followed (followed_id),
    CONSTRAINT fk_follows_follower FOREIGN KEY (follower_id) REFERENCES users (id),
    CONSTRAINT fk_follows_followed FOREIGN KEY (followed_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci;

-- Whoever writes articles, tags or favourites keeps these three in the same transaction, so that no list has to count.

-- How many have an article among their favourites; no row is none. Apart from the article, whose row stays as it is.
CREATE TABLE IF NOT EXISTS favorite_counts (
    article_id BIGINT NOT NULL,
    favorites  INT    NOT NULL,
    PRIMARY KEY (article_id),
    CONSTRAINT fk_favorite_counts_article FOREIGN KEY (article_id) REFERENCES articles (id) ON DELETE CASCADE
) ENGINE = InnoDB;

-- How many articles have a tag; a tag that none has any more has no row.
CREATE TABLE IF NOT EXISTS tags (
    name     VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL,
    articles INT         NOT NULL,
    PRIMARY KEY (name),
    KEY ix_tags_articles (articles DESC, name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci;

-- How many articles there are, in parts by the author's id modulo 16: two authors rarely wait for one another.
CREATE TABLE IF NOT EXISTS article_counts (
    part     TINYINT NOT NULL,
    articles INT     NOT NULL,
    PRIMARY KEY (part)
) ENGINE = InnoDB;

INSERT INTO tags (name, articles)
SELECT counted.name, counted.articles FROM (SELECT name, COUNT(*) AS articles FROM article_tags GROUP BY name) AS counted
ON DUPLICATE KEY UPDATE articles = counted.articles;

INSERT INTO article_counts (part, articles)
SELECT counted.part, counted.articles FROM (SELECT author_id % 16 AS part, COUNT(*) AS articles FROM articles GROUP BY part) AS counted
ON DUPLICATE KEY UPDATE articles = counted.articles;

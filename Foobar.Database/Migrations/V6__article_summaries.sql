-- What lists show of an article beside its own row: in one row, so that no list has to count or to gather. Every statement may run again.

-- Whoever writes an article, its tags or a favourite keeps it in the same transaction. Apart from the article, whose row stays as it is.
CREATE TABLE IF NOT EXISTS article_summaries (
    article_id BIGINT       NOT NULL,
    -- How many have the article among their favourites.
    favorites  INT          NOT NULL,
    -- The names of its tags in their order, with commas between them, which names do not have: 20 of 40 characters.
    tags       VARCHAR(819) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL,
    PRIMARY KEY (article_id),
    CONSTRAINT fk_article_summaries_article FOREIGN KEY (article_id) REFERENCES articles (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci;

SET SESSION group_concat_max_len = 100000;

INSERT INTO article_summaries (article_id, favorites, tags)
SELECT gathered.id, gathered.favorites, gathered.tags
FROM (
    SELECT a.id,
           (SELECT COUNT(*) FROM favorites AS f WHERE f.article_id = a.id) AS favorites,
           COALESCE((SELECT GROUP_CONCAT(t.name ORDER BY t.name SEPARATOR ',') FROM article_tags AS t WHERE t.article_id = a.id), '') AS tags
    FROM articles AS a) AS gathered
ON DUPLICATE KEY UPDATE favorites = gathered.favorites, tags = gathered.tags;

DROP TABLE IF EXISTS favorite_counts;

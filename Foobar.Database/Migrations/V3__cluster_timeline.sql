-- What happened to the cluster, for people who look back. Foobar.Database writes it and keeps the newest entries.

CREATE TABLE IF NOT EXISTS cluster_timeline (
    -- Made when it happened: an entry that is written again, since the outcome of the first attempt was unknown, changes nothing.
    id          CHAR(36)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    happened_at DATETIME(6)   NOT NULL,
    kind        VARCHAR(30)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    member      VARCHAR(100)  NULL,
    detail      VARCHAR(2000) NOT NULL,
    duration_ms BIGINT        NULL,
    PRIMARY KEY (id),
    KEY ix_cluster_timeline_happened (happened_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci;

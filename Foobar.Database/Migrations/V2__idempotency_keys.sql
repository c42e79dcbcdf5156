-- The answers of writes, each stored in the same transaction as its write: a request that comes again, because its client,
-- the gateway or a web did not learn the outcome, gets the stored answer instead of a second effect.

CREATE TABLE IF NOT EXISTS idempotency_keys (
    -- SHA-256 of the client's key and of whose it is.
    id          BINARY(32)  NOT NULL,
    -- SHA-256 of the request; another request with the same key is refused.
    fingerprint BINARY(32)  NOT NULL,
    -- JSON; null only within the transaction that does the write.
    answer      MEDIUMBLOB  NULL,
    created_at  DATETIME(6) NOT NULL,
    expires_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_idempotency_keys_expires (expires_at)
) ENGINE = InnoDB;

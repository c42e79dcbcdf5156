-- How much of their allowance of attempts to sign in an account, an address, and both together have used, for all web servers.

CREATE TABLE IF NOT EXISTS sign_in_attempts (
    -- SHA-256 of what is counted.
    id         BINARY(32)  NOT NULL,
    -- When the attempts so far are paid off; a row whose time is over says nothing and is deleted.
    settled_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY ix_sign_in_attempts_settled (settled_at)
) ENGINE = InnoDB;

-- What witnesses have signed under our checkpoints (C2SP tlog-cosignature), as lines of the signed note.
CREATE TABLE audit_cosignature (
  log         int         NOT NULL,
  size        bigint      NOT NULL,
  witness     text        NOT NULL,
  line        text        NOT NULL,
  cosigned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (log, size, witness),
  FOREIGN KEY (log, size) REFERENCES audit_checkpoint
);

COMMENT ON COLUMN audit_cosignature.witness IS 'Its verifier key';

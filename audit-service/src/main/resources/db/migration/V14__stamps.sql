-- When our checkpoints existed, as an authority outside has signed it (RFC 3161).
CREATE TABLE audit_stamp (
  log        int         NOT NULL,
  size       bigint      NOT NULL,
  token      bytea       NOT NULL,
  stamped_at timestamptz NOT NULL,
  PRIMARY KEY (log, size),
  FOREIGN KEY (log, size) REFERENCES audit_checkpoint
);

COMMENT ON COLUMN audit_stamp.token IS 'TimeStampToken over the bytes of audit_checkpoint.note, DER';
COMMENT ON COLUMN audit_stamp.stamped_at IS 'By our clock; what counts is in the token';

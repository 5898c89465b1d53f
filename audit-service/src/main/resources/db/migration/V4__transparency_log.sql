-- Every record is a leaf of an append-only Merkle tree (RFC 6962), in the order in which records were committed.
-- One transaction per batch moves the sources' numbers, the rows, the full tiles and the head together.

CREATE TABLE audit_log (
  log       int    PRIMARY KEY,
  name      text   NOT NULL UNIQUE,
  size      bigint NOT NULL DEFAULT 0,
  root      bytea  NOT NULL DEFAULT sha256(''),
  edge      bytea  NOT NULL DEFAULT '',
  closed_at timestamptz
) WITH (fillfactor = 50);
ALTER TABLE audit_log ALTER edge SET STORAGE EXTERNAL;

COMMENT ON TABLE audit_log IS 'The head of each log; whoever appends holds the row locked';
COMMENT ON COLUMN audit_log.edge IS 'Hashes of the partial tile of each level, the lowest first: with size all that appending needs';

-- at most one log is open; there is one tenant
CREATE UNIQUE INDEX audit_log_open ON audit_log ((true)) WHERE closed_at IS NULL;
INSERT INTO audit_log (log, name) VALUES (1, 'main');

-- full tiles only, written once
CREATE TABLE audit_tile (
  log    int      NOT NULL REFERENCES audit_log,
  level  smallint NOT NULL,
  index  bigint   NOT NULL,
  hashes bytea    NOT NULL CHECK (length(hashes) = 8192),
  PRIMARY KEY (log, level, index)
);
ALTER TABLE audit_tile ALTER hashes SET STORAGE EXTERNAL;

CREATE TABLE audit_source (
  boot_id    uuid   PRIMARY KEY,
  gateway_id text   NOT NULL,
  last_seq   bigint NOT NULL DEFAULT 0,
  fenced_at  timestamptz
) WITH (fillfactor = 50);

COMMENT ON TABLE audit_source IS 'Up to which number the records of each boot are here; whoever delivers holds the row locked';
COMMENT ON COLUMN audit_source.fenced_at IS 'Since when nothing more is taken from this boot';

ALTER TABLE audit_event
  ADD COLUMN log        int NOT NULL DEFAULT 1,
  ADD COLUMN leaf_index bigint,
  ADD COLUMN leaf_hash  bytea;
ALTER TABLE audit_event ALTER log DROP DEFAULT;

ALTER TABLE audit_opaque
  ADD COLUMN log        int NOT NULL DEFAULT 1,
  ADD COLUMN leaf_index bigint,
  ADD COLUMN leaf_hash  bytea,
  ADD COLUMN entry      text,
  ADD COLUMN boot_id    uuid,
  ADD COLUMN seq        bigint,
  DROP CONSTRAINT audit_opaque_pkey;
ALTER TABLE audit_opaque ALTER log DROP DEFAULT;
CREATE INDEX audit_opaque_sha256 ON audit_opaque (sha256);

COMMENT ON COLUMN audit_event.leaf_index IS 'Place in the log, from 0 without holes, shared with audit_opaque';
COMMENT ON COLUMN audit_event.leaf_hash IS 'SHA-256 of a zero byte and canonical';
COMMENT ON COLUMN audit_opaque.entry IS 'What the log holds of it: its SHA-256 and length, not its bytes';

-- Every entry of every log.
CREATE VIEW audit_entry AS
  SELECT log, leaf_index, leaf_hash, boot_id, seq, canonical AS entry FROM audit_event
  UNION ALL
  SELECT log, leaf_index, leaf_hash, boot_id, seq, entry FROM audit_opaque;

-- Completeness: no row as long as every number that was acknowledged is on record once.
CREATE VIEW audit_missing AS
  SELECT boot_id, s.gateway_id, s.last_seq - count(e.seq) AS missing
  FROM audit_source s LEFT JOIN audit_entry e USING (boot_id)
  GROUP BY boot_id, s.gateway_id, s.last_seq
  HAVING count(e.seq) <> s.last_seq OR min(e.seq) <> 1 OR max(e.seq) <> s.last_seq;

-- The heads that were signed, as signed notes (C2SP tlog-checkpoint).
CREATE TABLE audit_checkpoint (
  log       int         NOT NULL REFERENCES audit_log,
  size      bigint      NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  note      text        NOT NULL,
  PRIMARY KEY (log, size)
);

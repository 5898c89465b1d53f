-- What the log says of itself: that records are lost, and that it was begun anew. Entries of the log like records.
CREATE TABLE audit_note (
  log        int         NOT NULL REFERENCES audit_log,
  leaf_index bigint      NOT NULL,
  leaf_hash  bytea       NOT NULL,
  entry      text        NOT NULL,
  boot_id    uuid,
  first_seq  bigint,
  last_seq   bigint,
  noted_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (log, leaf_index),
  CHECK (last_seq >= first_seq)
);

COMMENT ON TABLE audit_note IS 'Entries that the log makes of itself: portolan.gap/1, portolan.reset/1';
COMMENT ON COLUMN audit_note.first_seq IS 'Of a gap: numbers of the boot that were given up; null where none is known';

ALTER TABLE audit_source
  ADD COLUMN head_seq bigint      NOT NULL DEFAULT 0,
  ADD COLUMN spool    text        NOT NULL DEFAULT '',
  ADD COLUMN heard_at timestamptz NOT NULL DEFAULT clock_timestamp();

COMMENT ON COLUMN audit_source.head_seq IS 'The last number that the boot said it has made durable; 0 if it never said';
COMMENT ON COLUMN audit_source.spool IS 'What its records lie on, as it said';

CREATE OR REPLACE VIEW audit_entry AS
  SELECT log, leaf_index, leaf_hash, boot_id, seq, canonical AS entry FROM audit_event
  UNION ALL
  SELECT log, leaf_index, leaf_hash, boot_id, seq, entry FROM audit_opaque
  UNION ALL
  SELECT log, leaf_index, leaf_hash, NULL, NULL, entry FROM audit_note;

-- Completeness: no row as long as every number up to the last is on record once, was dropped with its month, or is
-- declared lost.
CREATE OR REPLACE VIEW audit_missing AS
  SELECT boot_id, s.gateway_id,
         s.last_seq - count(e.seq) - coalesce(d.records, 0) - coalesce(g.records, 0) AS missing
  FROM audit_source s
  LEFT JOIN audit_entry e USING (boot_id)
  LEFT JOIN (SELECT boot_id, sum(records)::bigint AS records, min(first_seq) AS first_seq, max(last_seq) AS last_seq
               FROM audit_dropped GROUP BY boot_id) d USING (boot_id)
  LEFT JOIN (SELECT boot_id, sum(last_seq - first_seq + 1)::bigint AS records, min(first_seq) AS first_seq,
                    max(last_seq) AS last_seq
               FROM audit_note WHERE first_seq IS NOT NULL GROUP BY boot_id) g USING (boot_id)
  GROUP BY boot_id, s.gateway_id, s.last_seq, d.records, d.first_seq, d.last_seq, g.records, g.first_seq, g.last_seq
  HAVING count(e.seq) + coalesce(d.records, 0) + coalesce(g.records, 0) <> s.last_seq
      OR least(min(e.seq), d.first_seq, g.first_seq) <> 1
      OR greatest(max(e.seq), d.last_seq, g.last_seq) <> s.last_seq;

-- Boots that said they have more than is here: on its way, or lost with their disk.
CREATE VIEW audit_behind AS
  SELECT boot_id, gateway_id, last_seq, head_seq, spool, heard_at,
         EXISTS (SELECT FROM audit_source later
                  WHERE later.gateway_id = s.gateway_id AND later.heard_at > s.heard_at
                    AND later.spool <> '' AND later.spool <> s.spool) AS replaced
  FROM audit_source s
  WHERE head_seq > last_seq AND fenced_at IS NULL;

COMMENT ON COLUMN audit_behind.replaced IS 'Its gateway has come back with another spool: what is missing is probably lost';

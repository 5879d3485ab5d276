-- sqlite upgrade
CREATE TABLE kinds (
  a BOOLEAN NOT NULL DEFAULT 1,
  b SMALLINT DEFAULT -3,
  c INTEGER DEFAULT 7,
  d BIGINT DEFAULT 9000000000,
  e NUMERIC DEFAULT 1.5,
  f NUMERIC(6),
  g NUMERIC(6, 2) DEFAULT 12.25,
  h REAL DEFAULT 0.5,
  i DOUBLE DEFAULT 1e9,
  j VARCHAR DEFAULT 'it''s',
  k VARCHAR(9) DEFAULT 'true',
  l TEXT DEFAULT '12',
  m BLOB DEFAULT X'cafe00',
  n TEXT DEFAULT '2026-11-20',
  o TEXT DEFAULT '13:24:09',
  p TEXT DEFAULT '2026-11-20 13:24:09',
  q TEXT DEFAULT '2026-11-20 13:24:09+00:00',
  r TEXT DEFAULT '1 day',
  s TEXT DEFAULT '67e55044-10b1-426f-9247-bb680e5fe0c8',
  t TEXT DEFAULT '[1, 2]',
  u TEXT DEFAULT '{}',
  v TEXT,
  w TEXT DEFAULT '127.0.0.1',
  CONSTRAINT ck_kinds_v_enum CHECK (v IN ('calm', 'busy', 'tired'))
);
INSERT INTO kinds (a, b, g, m, q, t, v) VALUES
  (0, 1, 0.25, X'00ff', '2026-01-01 00:00:00+00', '{"a": null}', 'busy');

-- sqlite downgrade
DROP TABLE kinds;

-- postgres upgrade
CREATE TABLE kinds (
  a boolean NOT NULL DEFAULT TRUE,
  b smallint DEFAULT -3,
  c integer DEFAULT 7,
  d bigint DEFAULT 9000000000,
  e numeric DEFAULT 1.5,
  f numeric(6),
  g numeric(6, 2) DEFAULT 12.25,
  h real DEFAULT 0.5,
  i double precision DEFAULT 1e9,
  j varchar DEFAULT 'it''s',
  k varchar(9) DEFAULT 'true',
  l text DEFAULT '12',
  m bytea DEFAULT '\xcafe00',
  n date DEFAULT '2026-11-20',
  o time DEFAULT '13:24:09',
  p timestamp DEFAULT '2026-11-20 13:24:09',
  q timestamptz DEFAULT '2026-11-20 13:24:09+00:00',
  r interval DEFAULT '1 day',
  s uuid DEFAULT '67e55044-10b1-426f-9247-bb680e5fe0c8',
  t json DEFAULT '[1, 2]',
  u jsonb DEFAULT '{}',
  v mood,
  w inet DEFAULT '127.0.0.1'
);
INSERT INTO kinds (a, b, g, m, q, t, v) VALUES
  (FALSE, 1, 0.25, '\x00ff', '2026-01-01 00:00:00+00', '{"a": null}', 'busy');

-- postgres downgrade
DROP TABLE kinds;


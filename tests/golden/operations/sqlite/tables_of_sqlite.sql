-- sqlite upgrade
CREATE TABLE exact (
  id INTEGER NOT NULL,
  on_sale INTEGER,
  weight REAL,
  picture BLOB,
  half INTEGER GENERATED ALWAYS AS (id / 2) VIRTUAL,
  CONSTRAINT pk_exact PRIMARY KEY (id AUTOINCREMENT)
) STRICT;
CREATE TABLE pairs (
  "key" TEXT COLLATE NOCASE NOT NULL,
  value ANY,
  CONSTRAINT pairs_by_key PRIMARY KEY ("key")
) STRICT, WITHOUT ROWID;

-- sqlite downgrade
DROP TABLE pairs;
DROP TABLE exact;


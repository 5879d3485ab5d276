-- sqlite upgrade
CREATE TABLE _migrate_new_everything (
  id INTEGER NOT NULL,
  word TEXT COLLATE NOCASE NOT NULL,
  n INTEGER DEFAULT 0,
  twice INTEGER GENERATED ALWAYS AS (n * 2) STORED,
  CONSTRAINT pk_everything PRIMARY KEY (id AUTOINCREMENT),
  CONSTRAINT counted CHECK (n >= 0)
) STRICT;
INSERT OR ABORT INTO _migrate_new_everything (id, word, n)
SELECT id, word, n
FROM everything;
DELETE FROM sqlite_sequence WHERE name = '_migrate_new_everything';
INSERT INTO sqlite_sequence (name, seq)
SELECT '_migrate_new_everything', seq FROM sqlite_sequence WHERE name = 'everything' COLLATE NOCASE;
DROP TABLE everything;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_everything RENAME TO everything;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_word ON everything ((lower(word))) WHERE n > 0;

-- sqlite downgrade
CREATE TABLE _migrate_new_everything (
  id INTEGER NOT NULL,
  word TEXT COLLATE NOCASE,
  n INTEGER DEFAULT 0,
  twice INTEGER GENERATED ALWAYS AS (n * 2) STORED,
  CONSTRAINT pk_everything PRIMARY KEY (id AUTOINCREMENT)
) STRICT;
INSERT OR ABORT INTO _migrate_new_everything (id, word, n)
SELECT id, word, n
FROM everything;
DELETE FROM sqlite_sequence WHERE name = '_migrate_new_everything';
INSERT INTO sqlite_sequence (name, seq)
SELECT '_migrate_new_everything', seq FROM sqlite_sequence WHERE name = 'everything' COLLATE NOCASE;
DROP TABLE everything;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_everything RENAME TO everything;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_word ON everything ((lower(word))) WHERE n > 0;


-- sqlite upgrade
CREATE TABLE _migrate_new_tags (
  run BIGINT,
  word TEXT DEFAULT 'slow',
  CONSTRAINT ck_tags_word_enum CHECK (word IN ('slow', 'fast', 'night'))
);
INSERT OR ABORT INTO _migrate_new_tags (rowid, run, word)
SELECT rowid, run, word
FROM tags;
DROP TABLE tags;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_tags RENAME TO tags;
PRAGMA legacy_alter_table = OFF;

-- sqlite downgrade
CREATE TABLE _migrate_new_tags (
  run BIGINT,
  word TEXT
);
INSERT OR ABORT INTO _migrate_new_tags (rowid, run, word)
SELECT rowid, run, word
FROM tags;
DROP TABLE tags;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_tags RENAME TO tags;
PRAGMA legacy_alter_table = OFF;

-- postgres upgrade
ALTER TABLE tags ALTER COLUMN word TYPE speed USING word::speed, ALTER COLUMN word SET DEFAULT 'slow';

-- postgres downgrade
ALTER TABLE tags ALTER COLUMN word DROP DEFAULT, ALTER COLUMN word TYPE text USING word::text;


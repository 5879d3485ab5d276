-- sqlite upgrade
CREATE TABLE _migrate_new_tags (
  run BIGINT NOT NULL,
  word TEXT NOT NULL,
  CONSTRAINT pk_tags PRIMARY KEY (run, word)
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
ALTER TABLE tags ADD CONSTRAINT pk_tags PRIMARY KEY (run, word);

-- postgres downgrade
ALTER TABLE tags DROP CONSTRAINT pk_tags;
ALTER TABLE tags ALTER COLUMN run DROP NOT NULL;
ALTER TABLE tags ALTER COLUMN word DROP NOT NULL;


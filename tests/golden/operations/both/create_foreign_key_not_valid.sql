-- sqlite upgrade
CREATE TABLE _migrate_new_tags (
  run BIGINT,
  word TEXT,
  CONSTRAINT tags_of_runs FOREIGN KEY (run) REFERENCES runs,
  CONSTRAINT has_word CHECK (word <> '')
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
ALTER TABLE tags ADD CONSTRAINT tags_of_runs FOREIGN KEY (run) REFERENCES runs NOT VALID;
ALTER TABLE tags ADD CONSTRAINT has_word CHECK (word <> '') NOT VALID;

-- postgres downgrade
ALTER TABLE tags DROP CONSTRAINT has_word;
ALTER TABLE tags DROP CONSTRAINT tags_of_runs;


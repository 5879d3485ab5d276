-- sqlite upgrade
CREATE TABLE _migrate_new_tags (
  run BIGINT,
  word TEXT,
  CONSTRAINT fk_tags_run FOREIGN KEY (run) REFERENCES runs (id) ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED
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
ALTER TABLE tags ADD CONSTRAINT fk_tags_run FOREIGN KEY (run) REFERENCES runs (id) ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED;

-- postgres downgrade
ALTER TABLE tags DROP CONSTRAINT fk_tags_run;


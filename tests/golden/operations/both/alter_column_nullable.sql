-- sqlite upgrade
CREATE TABLE _migrate_new_runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  state TEXT DEFAULT 'calm',
  note TEXT,
  seconds INTEGER DEFAULT 0,
  deadline TEXT,
  CONSTRAINT pk_runs PRIMARY KEY (id AUTOINCREMENT),
  CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
  CONSTRAINT ck_runs_note CHECK (note <> ''),
  CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
);
INSERT OR ABORT INTO _migrate_new_runs (id, project_id, state, note, seconds, deadline)
SELECT id, project_id, state, note, seconds, deadline
FROM runs;
DELETE FROM sqlite_sequence WHERE name = '_migrate_new_runs';
INSERT INTO sqlite_sequence (name, seq)
SELECT '_migrate_new_runs', seq FROM sqlite_sequence WHERE name = 'runs' COLLATE NOCASE;
DROP TABLE runs;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_runs RENAME TO runs;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_runs_deadline ON runs (deadline) WHERE deadline IS NOT NULL;
CREATE TABLE _migrate_new_tags (
  run BIGINT,
  word TEXT NOT NULL
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
CREATE TABLE _migrate_new_runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  state TEXT DEFAULT 'calm',
  note TEXT,
  seconds INTEGER DEFAULT 0 NOT NULL,
  deadline TEXT,
  CONSTRAINT pk_runs PRIMARY KEY (id AUTOINCREMENT),
  CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
  CONSTRAINT ck_runs_note CHECK (note <> ''),
  CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
);
INSERT OR ABORT INTO _migrate_new_runs (id, project_id, state, note, seconds, deadline)
SELECT id, project_id, state, note, seconds, deadline
FROM runs;
DELETE FROM sqlite_sequence WHERE name = '_migrate_new_runs';
INSERT INTO sqlite_sequence (name, seq)
SELECT '_migrate_new_runs', seq FROM sqlite_sequence WHERE name = 'runs' COLLATE NOCASE;
DROP TABLE runs;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_runs RENAME TO runs;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_runs_deadline ON runs (deadline) WHERE deadline IS NOT NULL;

-- postgres upgrade
ALTER TABLE runs ALTER COLUMN state DROP NOT NULL;
ALTER TABLE runs ALTER COLUMN seconds DROP NOT NULL;
ALTER TABLE tags ALTER COLUMN word SET NOT NULL;

-- postgres downgrade
ALTER TABLE tags ALTER COLUMN word DROP NOT NULL;
ALTER TABLE runs ALTER COLUMN seconds SET NOT NULL;
ALTER TABLE runs ALTER COLUMN state DROP NOT NULL;


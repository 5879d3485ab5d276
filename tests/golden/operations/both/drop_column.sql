-- sqlite upgrade
DROP INDEX ix_runs_deadline;
CREATE TABLE _migrate_new_runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  seconds INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT pk_runs PRIMARY KEY (id AUTOINCREMENT),
  CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE
);
INSERT OR ABORT INTO _migrate_new_runs (id, project_id, seconds)
SELECT id, project_id, seconds
FROM runs;
DELETE FROM sqlite_sequence WHERE name = '_migrate_new_runs';
INSERT INTO sqlite_sequence (name, seq)
SELECT '_migrate_new_runs', seq FROM sqlite_sequence WHERE name = 'runs' COLLATE NOCASE;
DROP TABLE runs;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_runs RENAME TO runs;
PRAGMA legacy_alter_table = OFF;

-- sqlite downgrade
CREATE TABLE _migrate_new_runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  seconds INTEGER NOT NULL DEFAULT 0,
  state TEXT DEFAULT 'calm',
  deadline TEXT,
  CONSTRAINT pk_runs PRIMARY KEY (id AUTOINCREMENT),
  CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
  CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
);
INSERT OR ABORT INTO _migrate_new_runs (id, project_id, seconds)
SELECT id, project_id, seconds
FROM runs;
DELETE FROM sqlite_sequence WHERE name = '_migrate_new_runs';
INSERT INTO sqlite_sequence (name, seq)
SELECT '_migrate_new_runs', seq FROM sqlite_sequence WHERE name = 'runs' COLLATE NOCASE;
DROP TABLE runs;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_runs RENAME TO runs;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_runs_deadline ON runs (deadline) WHERE deadline IS NOT NULL;
CREATE TABLE _migrate_new_runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  seconds INTEGER NOT NULL DEFAULT 0,
  state TEXT DEFAULT 'calm',
  deadline TEXT,
  note TEXT,
  CONSTRAINT pk_runs PRIMARY KEY (id AUTOINCREMENT),
  CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
  CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired')),
  CONSTRAINT ck_runs_note CHECK (note <> '')
);
INSERT OR ABORT INTO _migrate_new_runs (id, project_id, seconds, state, deadline)
SELECT id, project_id, seconds, state, deadline
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
ALTER TABLE runs DROP COLUMN note;
ALTER TABLE runs DROP COLUMN deadline;
ALTER TABLE runs DROP COLUMN state;

-- postgres downgrade
ALTER TABLE runs ADD COLUMN state mood DEFAULT 'calm';
ALTER TABLE runs ADD COLUMN deadline date;
CREATE INDEX ix_runs_deadline ON runs (deadline) WHERE deadline IS NOT NULL;
ALTER TABLE runs ADD COLUMN note text;
ALTER TABLE runs ADD CONSTRAINT ck_runs_note CHECK (note <> '');


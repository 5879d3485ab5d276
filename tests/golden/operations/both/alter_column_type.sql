-- sqlite upgrade
CREATE TABLE _migrate_new_runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  state TEXT DEFAULT 'calm',
  note TEXT,
  seconds BIGINT NOT NULL DEFAULT 0,
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
CREATE TABLE _migrate_new_projects (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  owner TEXT,
  CONSTRAINT pk_projects PRIMARY KEY (id)
);
INSERT OR ABORT INTO _migrate_new_projects (id, name, owner)
SELECT id, name, owner
FROM projects;
DROP TABLE projects;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_projects RENAME TO projects;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _migrate_new_runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  state TEXT DEFAULT 'calm',
  note VARCHAR(200),
  seconds BIGINT NOT NULL DEFAULT 0,
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

-- sqlite downgrade
CREATE TABLE _migrate_new_runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  state TEXT DEFAULT 'calm',
  note TEXT,
  seconds BIGINT NOT NULL DEFAULT 0,
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
CREATE TABLE _migrate_new_projects (
  id INTEGER NOT NULL,
  name VARCHAR(40) NOT NULL,
  owner TEXT,
  CONSTRAINT pk_projects PRIMARY KEY (id)
);
INSERT OR ABORT INTO _migrate_new_projects (id, name, owner)
SELECT id, name, owner
FROM projects;
DROP TABLE projects;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_projects RENAME TO projects;
PRAGMA legacy_alter_table = OFF;
CREATE TABLE _migrate_new_runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  state TEXT DEFAULT 'calm',
  note TEXT,
  seconds INTEGER NOT NULL DEFAULT 0,
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
ALTER TABLE runs ALTER COLUMN seconds DROP DEFAULT, ALTER COLUMN seconds TYPE bigint, ALTER COLUMN seconds SET DEFAULT 0;
ALTER TABLE projects ALTER COLUMN name TYPE text;
ALTER TABLE runs ALTER COLUMN note TYPE varchar(200);

-- postgres downgrade
ALTER TABLE runs ALTER COLUMN note TYPE text USING note::text;
ALTER TABLE projects ALTER COLUMN name TYPE varchar(40);
ALTER TABLE runs ALTER COLUMN seconds DROP DEFAULT, ALTER COLUMN seconds TYPE integer USING seconds::integer, ALTER COLUMN seconds SET DEFAULT 0;


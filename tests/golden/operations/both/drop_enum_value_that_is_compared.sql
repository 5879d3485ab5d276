-- sqlite upgrade
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
  CONSTRAINT is_timed CHECK (state <> 'busy' OR seconds > 0),
  CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy'))
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
CREATE INDEX ix_calm_runs ON runs (note) WHERE state = 'calm';
CREATE INDEX ix_runs_state ON runs (state);

-- sqlite downgrade
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
  CONSTRAINT is_timed CHECK (state <> 'busy' OR seconds > 0),
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
CREATE INDEX ix_calm_runs ON runs (note) WHERE state = 'calm';
CREATE INDEX ix_runs_state ON runs (state);

-- postgres upgrade
ALTER TYPE mood RENAME TO mood__old;
CREATE TYPE mood AS ENUM ('calm', 'busy');
DROP INDEX ix_calm_runs;
ALTER TABLE runs DROP CONSTRAINT is_timed;
ALTER TABLE runs ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE mood USING state::text::mood, ALTER COLUMN state SET DEFAULT 'calm';
CREATE INDEX ix_calm_runs ON runs (note) WHERE state = 'calm';
ALTER TABLE runs ADD CONSTRAINT is_timed CHECK (state <> 'busy' OR seconds > 0);
DROP TYPE mood__old;

-- postgres downgrade
ALTER TYPE mood ADD VALUE 'tired';


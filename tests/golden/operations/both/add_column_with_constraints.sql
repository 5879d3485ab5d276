-- sqlite upgrade
CREATE TABLE _migrate_new_runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  state TEXT DEFAULT 'calm',
  note TEXT,
  seconds INTEGER NOT NULL DEFAULT 0,
  deadline TEXT,
  parent_id BIGINT,
  code VARCHAR(8),
  mood TEXT NOT NULL DEFAULT 'tired',
  minutes INTEGER GENERATED ALWAYS AS (seconds / 60) STORED,
  CONSTRAINT pk_runs PRIMARY KEY (id AUTOINCREMENT),
  CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
  CONSTRAINT ck_runs_note CHECK (note <> ''),
  CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired')),
  CONSTRAINT fk_runs_parent_id FOREIGN KEY (parent_id) REFERENCES runs,
  CONSTRAINT uq_runs_code UNIQUE (code),
  CONSTRAINT ck_runs_code CHECK (code <> ''),
  CONSTRAINT ck_runs_mood_enum CHECK (mood IN ('calm', 'busy', 'tired'))
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
ALTER TABLE runs ADD COLUMN parent_id bigint, ADD CONSTRAINT fk_runs_parent_id FOREIGN KEY (parent_id) REFERENCES runs;
ALTER TABLE runs ADD COLUMN code varchar(8), ADD CONSTRAINT uq_runs_code UNIQUE (code), ADD CONSTRAINT ck_runs_code CHECK (code <> '');
ALTER TABLE runs ADD COLUMN mood mood NOT NULL DEFAULT 'tired';
ALTER TABLE runs ADD COLUMN minutes integer GENERATED ALWAYS AS (seconds / 60) STORED;

-- postgres downgrade
ALTER TABLE runs DROP COLUMN minutes;
ALTER TABLE runs DROP COLUMN mood;
ALTER TABLE runs DROP COLUMN code;
ALTER TABLE runs DROP COLUMN parent_id;


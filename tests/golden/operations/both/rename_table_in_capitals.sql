-- sqlite upgrade
ALTER TABLE runs RENAME TO _migrate_new_runs;
ALTER TABLE _migrate_new_runs RENAME TO Runs;
ALTER TABLE Runs RENAME COLUMN note TO Note;
CREATE TABLE _migrate_new_Runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  state TEXT DEFAULT 'calm',
  Note TEXT,
  seconds BIGINT NOT NULL DEFAULT 0,
  deadline TEXT,
  CONSTRAINT pk_runs PRIMARY KEY (id AUTOINCREMENT),
  CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
  CONSTRAINT ck_runs_note CHECK (Note <> ''),
  CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
);
INSERT OR ABORT INTO _migrate_new_Runs (id, project_id, state, Note, seconds, deadline)
SELECT id, project_id, state, Note, seconds, deadline
FROM Runs;
DELETE FROM sqlite_sequence WHERE name = '_migrate_new_Runs';
INSERT INTO sqlite_sequence (name, seq)
SELECT '_migrate_new_Runs', seq FROM sqlite_sequence WHERE name = 'Runs' COLLATE NOCASE;
DROP TABLE Runs;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_Runs RENAME TO Runs;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_runs_deadline ON "Runs" (deadline) WHERE deadline IS NOT NULL;

-- sqlite downgrade
CREATE TABLE _migrate_new_Runs (
  id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  state TEXT DEFAULT 'calm',
  Note TEXT,
  seconds INTEGER NOT NULL DEFAULT 0,
  deadline TEXT,
  CONSTRAINT pk_runs PRIMARY KEY (id AUTOINCREMENT),
  CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
  CONSTRAINT ck_runs_note CHECK (Note <> ''),
  CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
);
INSERT OR ABORT INTO _migrate_new_Runs (id, project_id, state, Note, seconds, deadline)
SELECT id, project_id, state, Note, seconds, deadline
FROM Runs;
DELETE FROM sqlite_sequence WHERE name = '_migrate_new_Runs';
INSERT INTO sqlite_sequence (name, seq)
SELECT '_migrate_new_Runs', seq FROM sqlite_sequence WHERE name = 'Runs' COLLATE NOCASE;
DROP TABLE Runs;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_Runs RENAME TO Runs;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_runs_deadline ON "Runs" (deadline) WHERE deadline IS NOT NULL;
ALTER TABLE Runs RENAME COLUMN Note TO note;
ALTER TABLE Runs RENAME TO _migrate_new_Runs;
ALTER TABLE _migrate_new_Runs RENAME TO runs;

-- postgres upgrade
ALTER TABLE runs RENAME TO "Runs";
ALTER TABLE "Runs" RENAME COLUMN note TO "Note";
ALTER TABLE "Runs" ALTER COLUMN seconds DROP DEFAULT, ALTER COLUMN seconds TYPE bigint, ALTER COLUMN seconds SET DEFAULT 0;

-- postgres downgrade
ALTER TABLE "Runs" ALTER COLUMN seconds DROP DEFAULT, ALTER COLUMN seconds TYPE integer USING seconds::integer, ALTER COLUMN seconds SET DEFAULT 0;
ALTER TABLE "Runs" RENAME COLUMN "Note" TO note;
ALTER TABLE "Runs" RENAME TO runs;


-- sqlite upgrade
DROP INDEX ix_runs_deadline;
-- rebuild of runs:
-   state TEXT DEFAULT 'calm',
-   note TEXT,
-   deadline TEXT,
-   CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
-   CONSTRAINT ck_runs_note CHECK (note <> ''),
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
+   CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE
- INSERT OR ABORT INTO _migrate_new_runs (id, project_id, state, note, seconds, deadline)
- SELECT id, project_id, state, note, seconds, deadline
+ INSERT OR ABORT INTO _migrate_new_runs (id, project_id, seconds)
+ SELECT id, project_id, seconds

-- sqlite downgrade
-- rebuild of runs:
+   state TEXT DEFAULT 'calm',
+   deadline TEXT,
-   CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE
+   CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
CREATE INDEX ix_runs_deadline ON runs (deadline) WHERE deadline IS NOT NULL;
-- rebuild of runs:
+   note TEXT,
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired')),
+   CONSTRAINT ck_runs_note CHECK (note <> '')

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


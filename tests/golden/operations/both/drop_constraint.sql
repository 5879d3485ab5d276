-- sqlite upgrade
-- rebuild of runs:
-   CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
-   CONSTRAINT ck_runs_note CHECK (note <> ''),

-- sqlite downgrade
-- rebuild of runs:
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired')),
+   CONSTRAINT ck_runs_note CHECK (note <> ''),
+   CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE

-- postgres upgrade
ALTER TABLE runs DROP CONSTRAINT fk_runs_project_id;
ALTER TABLE runs DROP CONSTRAINT ck_runs_note;

-- postgres downgrade
ALTER TABLE runs ADD CONSTRAINT ck_runs_note CHECK (note <> '');
ALTER TABLE runs ADD CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE;


-- sqlite upgrade
-- rebuild of runs:
-   CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
+   CONSTRAINT run_has_project FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,

-- sqlite downgrade
-- rebuild of runs:
-   CONSTRAINT run_has_project FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
+   CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,

-- postgres upgrade
ALTER TABLE runs RENAME CONSTRAINT fk_runs_project_id TO run_has_project;

-- postgres downgrade
ALTER TABLE runs RENAME CONSTRAINT run_has_project TO fk_runs_project_id;


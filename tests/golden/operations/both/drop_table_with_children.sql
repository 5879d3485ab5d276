-- sqlite upgrade
-- rebuild of runs:
-   CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE,
DROP TABLE projects;

-- sqlite downgrade
CREATE TABLE projects (
  id INTEGER NOT NULL,
  name VARCHAR(40) NOT NULL,
  owner TEXT,
  CONSTRAINT pk_projects PRIMARY KEY (id)
);
INSERT INTO projects (id, name) SELECT DISTINCT project_id, '?' FROM runs;
-- rebuild of runs:
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired')),
+   CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE

-- postgres upgrade
ALTER TABLE runs DROP CONSTRAINT fk_runs_project_id;
DROP TABLE projects;

-- postgres downgrade
CREATE TABLE projects (
  id integer NOT NULL,
  name varchar(40) NOT NULL,
  owner text,
  CONSTRAINT pk_projects PRIMARY KEY (id)
);
INSERT INTO projects (id, name) SELECT DISTINCT project_id, '?' FROM runs;
ALTER TABLE runs ADD CONSTRAINT fk_runs_project_id FOREIGN KEY (project_id) REFERENCES projects ON DELETE CASCADE;


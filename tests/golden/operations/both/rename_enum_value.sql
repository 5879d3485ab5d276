-- sqlite upgrade
-- rebuild of runs:
-   state TEXT DEFAULT 'calm',
+   state TEXT DEFAULT 'quiet',
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('quiet', 'busy', 'tired'))
- SELECT id, project_id, state, note, seconds, deadline
+ SELECT id, project_id, CASE state WHEN 'calm' THEN 'quiet' ELSE state END, note, seconds, deadline

-- sqlite downgrade
-- rebuild of runs:
-   state TEXT DEFAULT 'quiet',
+   state TEXT DEFAULT 'calm',
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('quiet', 'busy', 'tired'))
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
- SELECT id, project_id, state, note, seconds, deadline
+ SELECT id, project_id, CASE state WHEN 'quiet' THEN 'calm' ELSE state END, note, seconds, deadline

-- postgres upgrade
ALTER TYPE mood RENAME VALUE 'calm' TO 'quiet';

-- postgres downgrade
ALTER TYPE mood RENAME VALUE 'quiet' TO 'calm';


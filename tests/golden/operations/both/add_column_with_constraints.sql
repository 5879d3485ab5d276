-- sqlite upgrade
-- rebuild of runs:
+   parent_id BIGINT,
+   code VARCHAR(8),
+   mood TEXT NOT NULL DEFAULT 'tired',
+   minutes INTEGER GENERATED ALWAYS AS (seconds / 60) STORED,
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired')),
+   CONSTRAINT fk_runs_parent_id FOREIGN KEY (parent_id) REFERENCES runs,
+   CONSTRAINT uq_runs_code UNIQUE (code),
+   CONSTRAINT ck_runs_code CHECK (code <> ''),
+   CONSTRAINT ck_runs_mood_enum CHECK (mood IN ('calm', 'busy', 'tired'))

-- sqlite downgrade
-- rebuild of runs:
-   parent_id BIGINT,
-   code VARCHAR(8),
-   mood TEXT NOT NULL DEFAULT 'tired',
-   minutes INTEGER GENERATED ALWAYS AS (seconds / 60) STORED,
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired')),
-   CONSTRAINT fk_runs_parent_id FOREIGN KEY (parent_id) REFERENCES runs,
-   CONSTRAINT uq_runs_code UNIQUE (code),
-   CONSTRAINT ck_runs_code CHECK (code <> ''),
-   CONSTRAINT ck_runs_mood_enum CHECK (mood IN ('calm', 'busy', 'tired'))
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
- INSERT OR ABORT INTO _migrate_new_runs (id, project_id, state, note, seconds, deadline, parent_id, code, mood)
- SELECT id, project_id, state, note, seconds, deadline, parent_id, code, mood
+ INSERT OR ABORT INTO _migrate_new_runs (id, project_id, state, note, seconds, deadline)
+ SELECT id, project_id, state, note, seconds, deadline

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


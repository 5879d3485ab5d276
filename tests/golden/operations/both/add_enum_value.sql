-- sqlite upgrade
-- rebuild of runs:
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'bored', 'busy', 'tired'))

-- sqlite downgrade
-- rebuild of runs:
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'bored', 'busy', 'tired'))
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))

-- postgres upgrade
ALTER TYPE mood ADD VALUE 'bored' AFTER 'calm';

-- postgres downgrade
ALTER TYPE mood RENAME TO mood__old;
CREATE TYPE mood AS ENUM ('calm', 'busy', 'tired');
ALTER TABLE runs ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE mood USING state::text::mood, ALTER COLUMN state SET DEFAULT 'calm';
DROP TYPE mood__old;


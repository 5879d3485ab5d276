-- sqlite upgrade
-- rebuild of runs:
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired')),
-   CONSTRAINT is_timed CHECK (state <> 'busy' OR seconds > 0)
+   CONSTRAINT is_timed CHECK (state <> 'busy' OR seconds > 0),
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy'))

-- sqlite downgrade
-- rebuild of runs:
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy'))
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))

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


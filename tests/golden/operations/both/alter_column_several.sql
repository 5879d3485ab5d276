-- sqlite upgrade
-- rebuild of runs:
-   seconds INTEGER NOT NULL DEFAULT 0,
+   seconds BIGINT,
ALTER TABLE runs RENAME COLUMN seconds TO duration;

-- sqlite downgrade
ALTER TABLE runs RENAME COLUMN duration TO seconds;
-- rebuild of runs:
-   seconds BIGINT,
+   seconds INTEGER NOT NULL DEFAULT 0,

-- postgres upgrade
ALTER TABLE runs ALTER COLUMN seconds DROP DEFAULT, ALTER COLUMN seconds TYPE bigint, ALTER COLUMN seconds DROP NOT NULL;
COMMENT ON COLUMN runs.seconds IS 'in seconds';
ALTER TABLE runs RENAME COLUMN seconds TO duration;

-- postgres downgrade
ALTER TABLE runs RENAME COLUMN duration TO seconds;
ALTER TABLE runs ALTER COLUMN seconds TYPE integer USING seconds::integer, ALTER COLUMN seconds SET DEFAULT 0, ALTER COLUMN seconds SET NOT NULL;
COMMENT ON COLUMN runs.seconds IS NULL;


-- sqlite upgrade
ALTER TABLE runs ADD COLUMN error_count INTEGER;
ALTER TABLE runs ADD COLUMN tries SMALLINT NOT NULL DEFAULT 1;

-- sqlite downgrade
ALTER TABLE runs DROP COLUMN error_count;
ALTER TABLE runs DROP COLUMN tries;

-- postgres upgrade
ALTER TABLE runs ADD COLUMN error_count integer;
ALTER TABLE runs ADD COLUMN tries smallint NOT NULL DEFAULT 1;
COMMENT ON COLUMN runs.tries IS 'counted from one';

-- postgres downgrade
ALTER TABLE runs DROP COLUMN tries;
ALTER TABLE runs DROP COLUMN error_count;


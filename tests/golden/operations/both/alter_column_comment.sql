-- sqlite upgrade

-- sqlite downgrade

-- postgres upgrade
COMMENT ON COLUMN runs.note IS 'what the operator said';

-- postgres downgrade
COMMENT ON COLUMN runs.note IS NULL;


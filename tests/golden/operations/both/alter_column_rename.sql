-- sqlite upgrade
ALTER TABLE runs RENAME COLUMN deadline TO due;

-- sqlite downgrade
ALTER TABLE runs RENAME COLUMN due TO deadline;

-- postgres upgrade
ALTER TABLE runs RENAME COLUMN deadline TO due;

-- postgres downgrade
ALTER TABLE runs RENAME COLUMN due TO deadline;


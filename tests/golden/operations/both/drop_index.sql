-- sqlite upgrade
DROP INDEX ix_runs_deadline;

-- sqlite downgrade
CREATE INDEX ix_runs_deadline ON runs (deadline) WHERE deadline IS NOT NULL;

-- postgres upgrade
DROP INDEX ix_runs_deadline;

-- postgres downgrade
CREATE INDEX ix_runs_deadline ON runs (deadline) WHERE deadline IS NOT NULL;


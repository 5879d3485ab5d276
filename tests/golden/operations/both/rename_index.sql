-- sqlite upgrade
DROP INDEX ix_runs_deadline;
CREATE INDEX ix_runs_due ON runs (deadline) WHERE deadline IS NOT NULL;

-- sqlite downgrade
DROP INDEX ix_runs_due;
CREATE INDEX ix_runs_deadline ON runs (deadline) WHERE deadline IS NOT NULL;

-- postgres upgrade
ALTER INDEX ix_runs_deadline RENAME TO ix_runs_due;

-- postgres downgrade
ALTER INDEX ix_runs_due RENAME TO ix_runs_deadline;


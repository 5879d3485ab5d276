-- sqlite upgrade
CREATE INDEX i ON runs (note);
DROP INDEX ix_runs_deadline;

-- sqlite downgrade
CREATE INDEX ix_runs_deadline ON runs (deadline) WHERE deadline IS NOT NULL;
DROP INDEX i;

-- postgres upgrade
CREATE INDEX CONCURRENTLY i ON runs (note);
DROP INDEX CONCURRENTLY ix_runs_deadline;

-- postgres downgrade
CREATE INDEX CONCURRENTLY ix_runs_deadline ON runs (deadline) WHERE deadline IS NOT NULL;
DROP INDEX CONCURRENTLY i;


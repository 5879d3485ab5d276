-- sqlite upgrade
CREATE INDEX ix_runs_project ON runs (project_id);
CREATE UNIQUE INDEX ix_runs_both ON runs (project_id, seconds DESC);
CREATE INDEX ix_runs_note ON runs ((lower(note))) WHERE note IS NOT NULL AND seconds > 0;

-- sqlite downgrade
DROP INDEX ix_runs_note;
DROP INDEX ix_runs_both;
DROP INDEX ix_runs_project;

-- postgres upgrade
CREATE INDEX ix_runs_project ON runs (project_id);
CREATE UNIQUE INDEX ix_runs_both ON runs (project_id, seconds DESC);
CREATE INDEX ix_runs_note ON runs ((lower(note))) WHERE note IS NOT NULL AND seconds > 0;

-- postgres downgrade
DROP INDEX ix_runs_note;
DROP INDEX ix_runs_both;
DROP INDEX ix_runs_project;


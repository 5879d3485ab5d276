-- sqlite upgrade
ALTER TABLE projects RENAME TO works;

-- sqlite downgrade
ALTER TABLE works RENAME TO projects;

-- postgres upgrade
ALTER TABLE projects RENAME TO works;

-- postgres downgrade
ALTER TABLE works RENAME TO projects;


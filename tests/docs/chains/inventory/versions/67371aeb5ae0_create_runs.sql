-- revision: 67371aeb5ae0
-- down_revision: none
-- message: create runs

-- migrate: upgrade
CREATE TABLE runs (id INTEGER PRIMARY KEY, log TEXT);

-- migrate: downgrade
DROP TABLE runs;

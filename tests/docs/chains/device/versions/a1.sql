-- revision: a1
-- down_revision: none
-- message: readings in whole degrees

-- migrate: upgrade
CREATE TABLE readings (id INTEGER PRIMARY KEY, value INTEGER NOT NULL);

-- migrate: downgrade
DROP TABLE readings;

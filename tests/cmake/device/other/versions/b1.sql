-- revision: b1
-- down_revision: none
-- message: another device

-- migrate: upgrade
CREATE TABLE readings (id INTEGER PRIMARY KEY, value TEXT NOT NULL);

-- migrate: downgrade
DROP TABLE readings;

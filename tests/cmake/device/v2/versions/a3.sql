-- revision: a3
-- down_revision: a2
-- message: alarms

-- migrate: upgrade
CREATE TABLE alarms (id INTEGER PRIMARY KEY, text TEXT NOT NULL);

-- migrate: downgrade
DROP TABLE alarms;

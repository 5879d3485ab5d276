-- revision: a2
-- down_revision: a1
-- message: alarms
-- compatible: true

-- migrate: upgrade
CREATE TABLE alarms (id INTEGER PRIMARY KEY, text TEXT NOT NULL);

-- migrate: downgrade
DROP TABLE alarms;

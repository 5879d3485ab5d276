-- revision: é
-- down_revision: a

-- migrate: upgrade
CREATE TABLE t_é (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_é;

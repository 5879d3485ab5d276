-- revision: current
-- down_revision: a

-- migrate: upgrade
CREATE TABLE t_current (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_current;

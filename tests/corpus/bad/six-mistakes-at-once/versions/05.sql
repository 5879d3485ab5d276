-- revision: e
-- down_revision: f

-- migrate: upgrade
CREATE TABLE t_e (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_e;

-- revision: d
-- down_revision: c

-- migrate: upgrade
CREATE TABLE t_d (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_d;

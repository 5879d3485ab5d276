-- revision: d
-- down_revision: c
-- depends_on: CURRENT

-- migrate: upgrade
CREATE TABLE t_d (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_d;

-- revision: r4
-- down_revision: r3
-- create_date: 20261-11-20T13:24:09Z

-- migrate: upgrade
CREATE TABLE t_r4 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r4;

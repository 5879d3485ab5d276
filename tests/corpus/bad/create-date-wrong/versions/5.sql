-- revision: r5
-- down_revision: r4
-- create_date: yesterday

-- migrate: upgrade
CREATE TABLE t_r5 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r5;

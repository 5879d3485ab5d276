-- revision: A
-- down_revision: c

-- migrate: upgrade
CREATE TABLE t_A (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_A;

-- revision: b-1
-- down_revision: a

-- migrate: upgrade
CREATE TABLE t_b-1 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_b-1;

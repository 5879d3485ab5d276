-- revision: a,b
-- down_revision: a

-- migrate: upgrade
CREATE TABLE t_a,b (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_a,b;

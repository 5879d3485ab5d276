-- revision: b
-- down_revision: none
-- depends_on: a

-- migrate: upgrade
CREATE TABLE t_b (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_b;

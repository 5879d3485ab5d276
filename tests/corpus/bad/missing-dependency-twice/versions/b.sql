-- revision: b
-- down_revision: a
-- depends_on: gone, a, gone

-- migrate: upgrade
CREATE TABLE t_b (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_b;

-- revision: b
-- down_revision: none
-- depends_on: core

-- migrate: upgrade
CREATE TABLE t_b (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_b;

-- revision: g
-- down_revision: b
-- depends_on: unknown

-- migrate: upgrade
CREATE TABLE t_g (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_g;

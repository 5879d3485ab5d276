-- revision: f
-- down_revision: e

-- migrate: upgrade
CREATE TABLE t_f (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_f;

[
-- revision: b
-- down_revision: x

-- migrate: upgrade
CREATE TABLE t_b (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_b;

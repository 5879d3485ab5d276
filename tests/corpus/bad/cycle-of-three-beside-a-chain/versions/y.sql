-- revision: y
-- down_revision: x

-- migrate: upgrade
CREATE TABLE t_y (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_y;

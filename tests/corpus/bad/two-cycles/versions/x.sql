-- revision: x
-- down_revision: y

-- migrate: upgrade
CREATE TABLE t_x (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_x;

-- revision: c
-- down_revision: b
-- depends_on: x y, none

-- migrate: upgrade
CREATE TABLE t_c (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_c;

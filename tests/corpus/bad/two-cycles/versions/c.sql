-- revision: c
-- down_revision: none

-- migrate: upgrade
CREATE TABLE t_c (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_c;

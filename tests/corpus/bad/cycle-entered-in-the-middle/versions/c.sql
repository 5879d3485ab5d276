-- revision: c
-- down_revision: d

-- migrate: upgrade
CREATE TABLE t_c (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_c;

-- revision: a
-- down_revision: none

-- migrate: upgrade
CREATE TABLE t_a (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_a;

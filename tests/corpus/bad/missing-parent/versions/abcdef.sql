-- revision: abcdef
-- down_revision: none

-- migrate: upgrade
CREATE TABLE t_abcdef (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_abcdef;

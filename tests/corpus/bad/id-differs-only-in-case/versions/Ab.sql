-- revision: Ab
-- down_revision: none

-- migrate: upgrade
CREATE TABLE t_Ab (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_Ab;

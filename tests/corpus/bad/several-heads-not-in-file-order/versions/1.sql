-- revision: root
-- down_revision: none

-- migrate: upgrade
CREATE TABLE t_root (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_root;

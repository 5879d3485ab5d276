-- revision: M
-- down_revision: root

-- migrate: upgrade
CREATE TABLE t_M (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_M;

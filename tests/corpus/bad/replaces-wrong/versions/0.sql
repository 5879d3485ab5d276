-- revision: r0
-- down_revision: none
-- replaces: old

-- migrate: upgrade
CREATE TABLE t_r0 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r0;

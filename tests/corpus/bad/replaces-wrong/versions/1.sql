-- revision: r1
-- down_revision: r0
-- replaces: old 000000000000000000000000000000000000000000000000000000000000000

-- migrate: upgrade
CREATE TABLE t_r1 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r1;

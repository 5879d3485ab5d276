-- revision: r2
-- down_revision: r1
-- replaces: old 00000000000000000000000000000000000000000000000000000000000000000

-- migrate: upgrade
CREATE TABLE t_r2 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r2;

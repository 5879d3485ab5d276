-- revision: r5
-- down_revision: r4
-- replaces: old  0000000000000000000000000000000000000000000000000000000000000000

-- migrate: upgrade
CREATE TABLE t_r5 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r5;

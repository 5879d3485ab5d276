-- revision: r6
-- down_revision: r5
-- replaces: old 0000000000000000000000000000000000000000000000000000000000000000 x

-- migrate: upgrade
CREATE TABLE t_r6 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r6;

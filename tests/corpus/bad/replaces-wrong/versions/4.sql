-- revision: r4
-- down_revision: r3
-- replaces: o-d 0000000000000000000000000000000000000000000000000000000000000000

-- migrate: upgrade
CREATE TABLE t_r4 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r4;

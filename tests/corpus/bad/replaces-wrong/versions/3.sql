-- revision: r3
-- down_revision: r2
-- replaces: old AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA

-- migrate: upgrade
CREATE TABLE t_r3 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r3;

-- revision: b c
-- down_revision: a

-- migrate: upgrade
CREATE TABLE t_b c (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_b c;

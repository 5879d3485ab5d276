-- revision: a
-- revision: b
-- down_revision: none
-- message: m
-- message: m
-- lossy: why
-- message:

-- migrate: upgrade
CREATE TABLE t_a (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_a;

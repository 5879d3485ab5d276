-- revision: a
-- message: m
-- down_revision: none
-- lossy: x
-- create_date: 2026-01-01T00:00:00Z

-- migrate: upgrade
CREATE TABLE t_a (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_a;

-- revision: r3
-- down_revision: r2
-- create_date: 2026-11-20T13:24:09+00:00

-- migrate: upgrade
CREATE TABLE t_r3 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r3;

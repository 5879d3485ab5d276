-- revision: r2
-- down_revision: r1
-- create_date: 2026-11-20T13:24:09

-- migrate: upgrade
CREATE TABLE t_r2 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r2;

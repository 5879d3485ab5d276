-- revision: r1
-- down_revision: r0
-- create_date: 2026-11-20 13:24:09

-- migrate: upgrade
CREATE TABLE t_r1 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r1;

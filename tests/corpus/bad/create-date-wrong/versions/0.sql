-- revision: r0
-- down_revision: none
-- create_date: 2026-11-20

-- migrate: upgrade
CREATE TABLE t_r0 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_r0;

-- revision: m
-- down_revision: a, b
-- depends_on: a, ops
-- branch_labels: main, trunk.1
-- message: joins "both": ends # — ünïcode, and more
-- create_date: 2026-11-20T13:24:09Z
-- transaction: own
-- irreversible: rows are gone
-- lossy: the column is
-- compatible: true
-- replaces: old 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
-- lint: allow drop-table it is unused
-- lint: allow L2 two reasons

-- migrate: upgrade
CREATE TABLE t_m (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_m;

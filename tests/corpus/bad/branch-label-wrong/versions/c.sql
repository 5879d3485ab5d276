-- revision: c
-- down_revision: b
-- branch_labels: heads

-- migrate: upgrade
CREATE TABLE t_c (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_c;

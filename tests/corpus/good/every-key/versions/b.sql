-- revision: b
-- down_revision: none
-- branch_labels: ops

-- migrate: upgrade
CREATE TABLE t_b (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_b;

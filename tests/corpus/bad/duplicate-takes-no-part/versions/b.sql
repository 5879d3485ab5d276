-- revision: a
-- down_revision: gone
-- depends_on: gone
-- branch_labels: l

-- migrate: upgrade
CREATE TABLE t_a (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_a;

-- revision: a
-- down_revision: none
-- lint: allow
-- lint: allow drop-table
-- lint: deny drop-table it is unused
-- lint: allowdrop-table it
-- lint: allow drop-table it is unused

-- migrate: upgrade
CREATE TABLE t_a (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_a;

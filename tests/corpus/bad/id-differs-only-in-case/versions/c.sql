-- revision: AB
-- down_revision: aB

-- migrate: upgrade
CREATE TABLE t_AB (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_AB;

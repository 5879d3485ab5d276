-- revision: aB
-- down_revision: AB

-- migrate: upgrade
CREATE TABLE t_aB (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_aB;

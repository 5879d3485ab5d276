-- revision: aB
-- down_revision: Ab

-- migrate: upgrade
CREATE TABLE t_aB (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_aB;

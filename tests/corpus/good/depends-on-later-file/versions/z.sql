-- revision: z
-- down_revision: none

-- migrate: upgrade
CREATE TABLE t_z (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_z;

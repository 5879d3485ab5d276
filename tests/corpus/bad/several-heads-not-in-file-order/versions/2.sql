-- revision: z
-- down_revision: root

-- migrate: upgrade
CREATE TABLE t_z (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_z;

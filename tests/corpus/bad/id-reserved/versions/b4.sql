-- revision: NONE
-- down_revision: a

-- migrate: upgrade
CREATE TABLE t_NONE (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_NONE;

-- revision: Base
-- down_revision: a

-- migrate: upgrade
CREATE TABLE t_Base (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_Base;

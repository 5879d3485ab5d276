-- revision: head
-- down_revision: a

-- migrate: upgrade
CREATE TABLE t_head (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_head;

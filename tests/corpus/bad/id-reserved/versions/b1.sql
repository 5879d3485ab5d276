-- revision: HEADS
-- down_revision: a

-- migrate: upgrade
CREATE TABLE t_HEADS (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_HEADS;

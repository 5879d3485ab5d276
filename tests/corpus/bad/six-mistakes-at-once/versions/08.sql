-- revision: h
-- down_revision: b

-- migrate: upgrade
CREATE TABLE t_h (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_h;

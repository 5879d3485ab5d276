--revision: a
-- revision: a
--  message: m
-- Message: m
-- message m
-- message:m
-- : m
-- down_revision: none
message: m
--
-- a-b: c
-- message : m

-- migrate: upgrade
CREATE TABLE t_a (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_a;

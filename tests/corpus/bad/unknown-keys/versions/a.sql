-- revision: a
-- down_revision: none
-- mesage: m
-- author: me
-- lintt: x
-- x: y
-- dependson: a
-- msg: m
-- lss: z
-- lnit: y

-- migrate: upgrade
CREATE TABLE t_a (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_a;

-- revision: no.ne
-- down_revision: heads1

-- migrate: upgrade
CREATE TABLE t_no_ne (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_no_ne;

-- revision: c
-- down_revision: b
-- compatible: yes

-- migrate: upgrade
CREATE TABLE t_c (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_c;

-- revision: heads1
-- down_revision: _

-- migrate: upgrade
CREATE TABLE t_heads1 (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_heads1;

-- revision:
-- down_revision: a

-- migrate: upgrade
CREATE TABLE t_ (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_;

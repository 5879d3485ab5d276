-- revision: _
-- down_revision: .

-- migrate: upgrade
CREATE TABLE t__ (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t__;

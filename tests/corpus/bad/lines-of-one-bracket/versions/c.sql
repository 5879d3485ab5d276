;
]
\
-- revision: c
-- down_revision: y

-- migrate: upgrade
CREATE TABLE t_c (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE t_c;

-- revision: a1
-- down_revision: none
-- message: items

-- migrate: upgrade
CREATE TABLE items (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE items;

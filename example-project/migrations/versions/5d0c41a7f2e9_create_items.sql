-- revision: 5d0c41a7f2e9
-- down_revision: none
-- message: create items
-- create_date: 2026-03-02T09:14:00Z

-- migrate: upgrade
CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  quantity INTEGER NOT NULL DEFAULT 0,
  location TEXT NOT NULL DEFAULT ''
);

-- migrate: downgrade
DROP TABLE items;

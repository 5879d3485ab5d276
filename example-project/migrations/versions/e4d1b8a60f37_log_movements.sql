-- revision: e4d1b8a60f37
-- down_revision: 7a3e5c92d8b6
-- message: log movements
-- create_date: 2026-11-20T13:24:09Z
-- compatible: true

-- migrate: upgrade
CREATE TABLE movements (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL,
  change INTEGER NOT NULL,
  happened TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- migrate: downgrade
DROP TABLE movements;

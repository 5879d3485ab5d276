-- revision: 7a3e5c92d8b6
-- down_revision: 2f84d6b09c71
-- message: find items by search key
-- create_date: 2026-09-01T07:30:00Z

-- migrate: upgrade
ALTER TABLE items ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
-- migrate: call fill_search_keys
CREATE INDEX items_search_key ON items (search_key);

-- migrate: downgrade
DROP INDEX items_search_key;
ALTER TABLE items DROP COLUMN search_key;

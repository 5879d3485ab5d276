-- revision: 2f84d6b09c71
-- down_revision: c19e7a5d3b40
-- message: give places their own table
-- create_date: 2026-06-30T11:52:00Z

-- migrate: upgrade
CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);
INSERT INTO places (name) SELECT DISTINCT location FROM items ORDER BY location;
ALTER TABLE items ADD COLUMN place_id INTEGER;
UPDATE items SET place_id = (SELECT id FROM places WHERE name = items.location);
ALTER TABLE items DROP COLUMN location;

-- migrate: downgrade
ALTER TABLE items ADD COLUMN location TEXT NOT NULL DEFAULT '';
UPDATE items SET location = coalesce((SELECT name FROM places WHERE id = items.place_id), '');
ALTER TABLE items DROP COLUMN place_id;
DROP TABLE places;

-- revision: c19e7a5d3b40
-- down_revision: 83b6f0d1c4a2
-- message: keep no negative quantities
-- create_date: 2026-04-17T08:05:00Z
-- lossy: which quantities were negative is not remembered

-- migrate: upgrade sqlite
UPDATE items SET quantity = 0 WHERE quantity < 0;
CREATE TRIGGER items_quantity BEFORE UPDATE OF quantity ON items
WHEN new.quantity < 0
BEGIN
  SELECT RAISE(ABORT, 'an item cannot be there less than zero times');
END;

-- migrate: downgrade sqlite
DROP TRIGGER items_quantity;

-- migrate: upgrade postgres
UPDATE items SET quantity = 0 WHERE quantity < 0;
ALTER TABLE items ADD CONSTRAINT items_quantity CHECK (quantity >= 0);

-- migrate: downgrade postgres
ALTER TABLE items DROP CONSTRAINT items_quantity;

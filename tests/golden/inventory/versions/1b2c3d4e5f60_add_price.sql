-- revision: 1b2c3d4e5f60
-- down_revision: 0a1b2c3d4e5f
-- message: Preis hinzufügen
-- lossy: prices are dropped

-- migrate: upgrade
ALTER TABLE items ADD COLUMN price INTEGER;
-- migrate: call fill_prices

-- migrate: downgrade
ALTER TABLE items DROP COLUMN price;

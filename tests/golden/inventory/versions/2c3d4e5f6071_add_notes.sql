-- revision: 2c3d4e5f6071
-- down_revision: 0a1b2c3d4e5f
-- depends_on: 1b2c3d4e5f60
-- compatible: true

-- migrate: upgrade
ALTER TABLE items ADD COLUMN note TEXT; -- free text
UPDATE items SET note = 'tab	and ünïcode' WHERE note IS NULL;

-- migrate: downgrade
ALTER TABLE items DROP COLUMN note;

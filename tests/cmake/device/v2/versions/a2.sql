-- revision: a2
-- down_revision: a1
-- message: readings in thousandths

-- migrate: upgrade
ALTER TABLE readings ADD COLUMN unit TEXT NOT NULL DEFAULT 'mC';
UPDATE readings SET value = value * 1000;

-- migrate: downgrade
UPDATE readings SET value = value / 1000;
ALTER TABLE readings DROP COLUMN unit;

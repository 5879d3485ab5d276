-- sqlite upgrade
ALTER TABLE runs ADD COLUMN label TEXT COLLATE NOCASE;

-- sqlite downgrade
ALTER TABLE runs DROP COLUMN label;

-- postgres upgrade
ALTER TABLE runs ADD COLUMN label text;

-- postgres downgrade
ALTER TABLE runs DROP COLUMN label;


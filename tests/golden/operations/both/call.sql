-- sqlite upgrade
ALTER TABLE runs ADD COLUMN hash TEXT;
-- call fill_hashes

-- sqlite downgrade
ALTER TABLE runs DROP COLUMN hash;

-- postgres upgrade
ALTER TABLE runs ADD COLUMN hash text;
-- call fill_hashes

-- postgres downgrade
ALTER TABLE runs DROP COLUMN hash;


-- sqlite upgrade
ALTER TABLE words ADD COLUMN place INTEGER;
ALTER TABLE words RENAME TO labels;

-- sqlite downgrade
ALTER TABLE labels RENAME TO words;
ALTER TABLE words DROP COLUMN place;

-- postgres upgrade
ALTER TABLE words ADD COLUMN place integer;
ALTER TABLE words RENAME TO labels;

-- postgres downgrade
ALTER TABLE labels RENAME TO words;
ALTER TABLE words DROP COLUMN place;


-- sqlite upgrade
UPDATE runs SET seconds = 13, note = note || '!' WHERE id = 1;

-- sqlite downgrade
UPDATE runs SET seconds = 12, note = 'first' WHERE id = 1;

-- postgres upgrade
UPDATE runs SET seconds = 13, note = note || '!' WHERE id = 1;

-- postgres downgrade
UPDATE runs SET seconds = 12, note = 'first' WHERE id = 1;


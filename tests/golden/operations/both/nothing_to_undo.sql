-- sqlite upgrade
UPDATE runs SET seconds = 12 WHERE id = 1;

-- sqlite downgrade

-- postgres upgrade
UPDATE runs SET seconds = 12 WHERE id = 1;

-- postgres downgrade


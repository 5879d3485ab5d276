-- revision: a1
-- down_revision: none
-- message: create notes

-- migrate: upgrade
CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);

-- migrate: downgrade
DROP TABLE notes;

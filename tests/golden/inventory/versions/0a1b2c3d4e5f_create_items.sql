-- revision: 0a1b2c3d4e5f
-- down_revision: none
-- branch_labels: stock
-- message: create items, "quoted" and ??/ odd
-- create_date: 2026-11-20T13:24:09Z

-- migrate: upgrade sqlite
CREATE TABLE items (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL COLLATE NOCASE
) STRICT;
CREATE TRIGGER items_name AFTER UPDATE OF name ON items BEGIN
  SELECT RAISE(ABORT, 'no; never') WHERE new.name = '';
END;

-- migrate: upgrade postgres
CREATE TABLE items (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL
);

-- migrate: downgrade
DROP TABLE items;

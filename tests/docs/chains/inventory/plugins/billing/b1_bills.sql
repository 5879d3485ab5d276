-- revision: b1
-- down_revision: cb3cf47d9259
-- message: create bills

-- migrate: upgrade
CREATE TABLE bills (id INTEGER PRIMARY KEY);

-- migrate: downgrade
DROP TABLE bills;

-- sqlite upgrade

-- sqlite downgrade

-- postgres upgrade
CREATE TABLE shifts (
  place integer
);
ALTER TABLE shifts ADD CONSTRAINT ex_shifts EXCLUDE (place WITH =);

-- postgres downgrade
ALTER TABLE shifts DROP CONSTRAINT ex_shifts;
DROP TABLE shifts;


-- sqlite upgrade
UPDATE runs SET seconds = 13 WHERE id = 1;
UPDATE runs SET seconds = 14 WHERE id = 2;
CREATE TABLE kept (a INTEGER) STRICT;

-- sqlite downgrade
DROP TABLE kept;
UPDATE runs SET seconds = CASE id WHEN 1 THEN 12 ELSE 0 END WHERE id < 3;

-- postgres upgrade
UPDATE runs SET seconds = 13 WHERE id = 1;
UPDATE runs SET seconds = 14 WHERE id = 2;
CREATE UNLOGGED TABLE kept (a integer);
COMMENT ON TABLE kept IS 'for a while';

-- postgres downgrade
DROP TABLE kept;
UPDATE runs SET seconds = CASE id WHEN 1 THEN 12 ELSE 0 END WHERE id < 3;


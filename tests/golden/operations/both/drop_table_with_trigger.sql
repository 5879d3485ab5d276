-- sqlite upgrade
DROP TABLE tags;

-- sqlite downgrade
CREATE TABLE tags (
  run BIGINT,
  word TEXT
);
CREATE TRIGGER tags_insert AFTER INSERT ON tags BEGIN UPDATE runs SET seconds = 1; END;

-- postgres upgrade
DROP TABLE tags;

-- postgres downgrade
CREATE TABLE tags (
  run bigint,
  word text
);
CREATE TRIGGER tags_insert AFTER INSERT ON tags EXECUTE FUNCTION suppress_redundant_updates_trigger();


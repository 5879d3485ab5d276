-- sqlite upgrade
DROP TABLE IF EXISTS tags;

-- sqlite downgrade
CREATE TABLE tags (
  run BIGINT,
  word TEXT
);

-- postgres upgrade
DROP TABLE IF EXISTS tags;

-- postgres downgrade
CREATE TABLE tags (
  run bigint,
  word text
);


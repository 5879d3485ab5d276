-- sqlite upgrade
CREATE TABLE IF NOT EXISTS parts (
  id INTEGER NOT NULL,
  CONSTRAINT pk_parts PRIMARY KEY (id)
);

-- sqlite downgrade
DROP TABLE IF EXISTS parts;

-- postgres upgrade
CREATE TABLE IF NOT EXISTS parts (
  id integer NOT NULL,
  CONSTRAINT pk_parts PRIMARY KEY (id)
);

-- postgres downgrade
DROP TABLE IF EXISTS parts;


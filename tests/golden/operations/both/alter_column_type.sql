-- sqlite upgrade
-- rebuild of runs:
-   seconds INTEGER NOT NULL DEFAULT 0,
+   seconds BIGINT NOT NULL DEFAULT 0,
-- rebuild of projects:
-   name VARCHAR(40) NOT NULL,
+   name TEXT NOT NULL,
-- rebuild of runs:
-   note TEXT,
+   note VARCHAR(200),

-- sqlite downgrade
-- rebuild of runs:
-   note VARCHAR(200),
+   note TEXT,
-- rebuild of projects:
-   name TEXT NOT NULL,
+   name VARCHAR(40) NOT NULL,
-- rebuild of runs:
-   seconds BIGINT NOT NULL DEFAULT 0,
+   seconds INTEGER NOT NULL DEFAULT 0,

-- postgres upgrade
ALTER TABLE runs ALTER COLUMN seconds DROP DEFAULT, ALTER COLUMN seconds TYPE bigint, ALTER COLUMN seconds SET DEFAULT 0;
ALTER TABLE projects ALTER COLUMN name TYPE text;
ALTER TABLE runs ALTER COLUMN note TYPE varchar(200);

-- postgres downgrade
ALTER TABLE runs ALTER COLUMN note TYPE text USING note::text;
ALTER TABLE projects ALTER COLUMN name TYPE varchar(40);
ALTER TABLE runs ALTER COLUMN seconds DROP DEFAULT, ALTER COLUMN seconds TYPE integer USING seconds::integer, ALTER COLUMN seconds SET DEFAULT 0;


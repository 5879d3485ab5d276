-- sqlite upgrade
-- rebuild of runs:
-   state TEXT DEFAULT 'calm',
+   state TEXT,
-   seconds INTEGER NOT NULL DEFAULT 0,
+   seconds INTEGER NOT NULL DEFAULT 60,
-- rebuild of projects:
-   owner TEXT,
+   owner TEXT DEFAULT ('no' || 'body'),

-- sqlite downgrade
-- rebuild of projects:
-   owner TEXT DEFAULT ('no' || 'body'),
+   owner TEXT,
-- rebuild of runs:
-   state TEXT,
+   state TEXT DEFAULT 'calm',
-   seconds INTEGER NOT NULL DEFAULT 60,
+   seconds INTEGER NOT NULL DEFAULT 0,

-- postgres upgrade
ALTER TABLE runs ALTER COLUMN seconds SET DEFAULT 60;
ALTER TABLE runs ALTER COLUMN state DROP DEFAULT;
ALTER TABLE projects ALTER COLUMN owner SET DEFAULT ('no' || 'body');

-- postgres downgrade
ALTER TABLE projects ALTER COLUMN owner DROP DEFAULT;
ALTER TABLE runs ALTER COLUMN state SET DEFAULT 'calm';
ALTER TABLE runs ALTER COLUMN seconds SET DEFAULT 0;


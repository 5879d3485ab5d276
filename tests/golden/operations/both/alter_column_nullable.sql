-- sqlite upgrade
-- rebuild of runs:
-   seconds INTEGER NOT NULL DEFAULT 0,
+   seconds INTEGER DEFAULT 0,
-- rebuild of tags:
-   word TEXT
+   word TEXT NOT NULL

-- sqlite downgrade
-- rebuild of tags:
-   word TEXT NOT NULL
+   word TEXT
-- rebuild of runs:
-   seconds INTEGER DEFAULT 0,
+   seconds INTEGER DEFAULT 0 NOT NULL,

-- postgres upgrade
ALTER TABLE runs ALTER COLUMN state DROP NOT NULL;
ALTER TABLE runs ALTER COLUMN seconds DROP NOT NULL;
ALTER TABLE tags ALTER COLUMN word SET NOT NULL;

-- postgres downgrade
ALTER TABLE tags ALTER COLUMN word DROP NOT NULL;
ALTER TABLE runs ALTER COLUMN seconds SET NOT NULL;
ALTER TABLE runs ALTER COLUMN state DROP NOT NULL;


-- sqlite upgrade
-- rebuild of tags:
-   run BIGINT,
-   word TEXT
+   run BIGINT NOT NULL,
+   word TEXT NOT NULL,
+   CONSTRAINT pk_tags PRIMARY KEY (run, word)

-- sqlite downgrade
-- rebuild of tags:
-   run BIGINT NOT NULL,
-   word TEXT NOT NULL,
-   CONSTRAINT pk_tags PRIMARY KEY (run, word)
+   run BIGINT,
+   word TEXT

-- postgres upgrade
ALTER TABLE tags ADD CONSTRAINT pk_tags PRIMARY KEY (run, word);

-- postgres downgrade
ALTER TABLE tags DROP CONSTRAINT pk_tags;
ALTER TABLE tags ALTER COLUMN run DROP NOT NULL;
ALTER TABLE tags ALTER COLUMN word DROP NOT NULL;


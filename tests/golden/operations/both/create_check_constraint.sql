-- sqlite upgrade
-- rebuild of runs:
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired')),
+   CONSTRAINT ck_runs CHECK (seconds >= 0)
-- rebuild of tags:
-   word TEXT
+   word TEXT,
+   CONSTRAINT has_word CHECK (word <> '')

-- sqlite downgrade
-- rebuild of tags:
-   word TEXT,
-   CONSTRAINT has_word CHECK (word <> '')
+   word TEXT
-- rebuild of runs:
-   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired')),
-   CONSTRAINT ck_runs CHECK (seconds >= 0)
+   CONSTRAINT ck_runs_state_enum CHECK (state IN ('calm', 'busy', 'tired'))

-- postgres upgrade
ALTER TABLE runs ADD CONSTRAINT ck_runs CHECK (seconds >= 0);
ALTER TABLE tags ADD CONSTRAINT has_word CHECK (word <> '');

-- postgres downgrade
ALTER TABLE tags DROP CONSTRAINT has_word;
ALTER TABLE runs DROP CONSTRAINT ck_runs;


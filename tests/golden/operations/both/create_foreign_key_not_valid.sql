-- sqlite upgrade
-- rebuild of tags:
-   word TEXT
+   word TEXT,
+   CONSTRAINT tags_of_runs FOREIGN KEY (run) REFERENCES runs,
+   CONSTRAINT has_word CHECK (word <> '')

-- sqlite downgrade
-- rebuild of tags:
-   word TEXT,
-   CONSTRAINT tags_of_runs FOREIGN KEY (run) REFERENCES runs,
-   CONSTRAINT has_word CHECK (word <> '')
+   word TEXT

-- postgres upgrade
ALTER TABLE tags ADD CONSTRAINT tags_of_runs FOREIGN KEY (run) REFERENCES runs NOT VALID;
ALTER TABLE tags ADD CONSTRAINT has_word CHECK (word <> '') NOT VALID;

-- postgres downgrade
ALTER TABLE tags DROP CONSTRAINT has_word;
ALTER TABLE tags DROP CONSTRAINT tags_of_runs;


-- sqlite upgrade
-- rebuild of tags:
-   word TEXT
+   word TEXT,
+   CONSTRAINT fk_tags_run FOREIGN KEY (run) REFERENCES runs (id) ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED

-- sqlite downgrade
-- rebuild of tags:
-   word TEXT,
-   CONSTRAINT fk_tags_run FOREIGN KEY (run) REFERENCES runs (id) ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED
+   word TEXT

-- postgres upgrade
ALTER TABLE tags ADD CONSTRAINT fk_tags_run FOREIGN KEY (run) REFERENCES runs (id) ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED;

-- postgres downgrade
ALTER TABLE tags DROP CONSTRAINT fk_tags_run;


-- sqlite upgrade
-- rebuild of tags:
-   word TEXT
+   word TEXT DEFAULT 'slow',
+   CONSTRAINT ck_tags_word_enum CHECK (word IN ('slow', 'fast', 'night'))

-- sqlite downgrade
-- rebuild of tags:
-   word TEXT DEFAULT 'slow',
-   CONSTRAINT ck_tags_word_enum CHECK (word IN ('slow', 'fast', 'night'))
+   word TEXT

-- postgres upgrade
ALTER TABLE tags ALTER COLUMN word TYPE speed USING word::speed, ALTER COLUMN word SET DEFAULT 'slow';

-- postgres downgrade
ALTER TABLE tags ALTER COLUMN word DROP DEFAULT, ALTER COLUMN word TYPE text USING word::text;


-- postgres upgrade
CREATE INDEX ix_tags_word ON tags USING btree (word COLLATE "C" text_pattern_ops DESC NULLS LAST) INCLUDE (run);

-- postgres downgrade
DROP INDEX ix_tags_word;


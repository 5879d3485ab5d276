-- sqlite upgrade
CREATE INDEX ix_tags_run ON tags (run);

-- sqlite downgrade
DROP INDEX ix_tags_run;

-- postgres upgrade
CREATE INDEX CONCURRENTLY ix_tags_run ON tags (run);

-- postgres downgrade
DROP INDEX CONCURRENTLY ix_tags_run;


-- sqlite upgrade
CREATE INDEX IF NOT EXISTS ix_tags ON tags (word);

-- sqlite downgrade
DROP INDEX IF EXISTS ix_tags;

-- postgres upgrade
CREATE INDEX IF NOT EXISTS ix_tags ON tags (word);

-- postgres downgrade
DROP INDEX IF EXISTS ix_tags;


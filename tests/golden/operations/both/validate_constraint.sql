-- sqlite upgrade

-- sqlite downgrade

-- postgres upgrade
ALTER TABLE tags VALIDATE CONSTRAINT has_word;

-- postgres downgrade
ALTER TABLE tags DROP CONSTRAINT has_word;
ALTER TABLE tags ADD CONSTRAINT has_word CHECK (word <> '') NOT VALID;


-- sqlite upgrade

-- sqlite downgrade

-- postgres upgrade
COMMENT ON TABLE runs IS 'one line for each; it''s kept';

-- postgres downgrade
COMMENT ON TABLE runs IS NULL;


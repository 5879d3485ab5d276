-- revision: cb3cf47d9259
-- down_revision: 67371aeb5ae0
-- message: add error_count to runs

-- migrate: upgrade
ALTER TABLE runs ADD COLUMN error_count INTEGER;

-- migrate: downgrade
ALTER TABLE runs DROP COLUMN error_count;

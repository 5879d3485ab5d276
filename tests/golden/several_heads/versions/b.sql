-- revision: b
-- down_revision: none
-- transaction: none

-- migrate: upgrade
VACUUM;

-- migrate: downgrade
-- nothing to undo

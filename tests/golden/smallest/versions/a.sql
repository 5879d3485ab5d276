-- revision: a
-- down_revision: none

-- migrate: upgrade
SELECT
  1;

-- migrate: downgrade
-- nothing to undo

-- revision: a
-- down_revision: none


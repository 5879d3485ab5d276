-- revision: a
-- down_revision: none

-- another body

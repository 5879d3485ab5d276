-- revision: head
-- down_revision: A


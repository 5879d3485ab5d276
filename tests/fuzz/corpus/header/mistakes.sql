-- revision: head
-- revison: a
-- message:
-- down_revision: a, a,b
-- create_date: now
x


-- revision: b
-- down_revision: a
-- message:	m


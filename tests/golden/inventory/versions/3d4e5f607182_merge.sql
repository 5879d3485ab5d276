-- revision: 3d4e5f607182
-- down_revision: 1b2c3d4e5f60, 2c3d4e5f6071
-- message: merge
-- transaction: own
-- irreversible: a merge that nobody should undo

-- migrate: upgrade

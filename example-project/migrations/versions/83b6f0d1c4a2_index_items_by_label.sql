-- revision: 83b6f0d1c4a2
-- down_revision: 5d0c41a7f2e9
-- message: index items by label
-- create_date: 2026-03-09T16:40:00Z
-- compatible: true

-- migrate: upgrade
CREATE INDEX items_label ON items (label);

-- migrate: downgrade
DROP INDEX items_label;

-- postgres upgrade
ALTER TABLE projects ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- postgres downgrade
ALTER TABLE projects ALTER COLUMN id DROP IDENTITY;


-- postgres upgrade
ALTER TABLE projects ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
SELECT setval(pg_get_serial_sequence('projects', 'id'), greatest(max(id), nextval(pg_get_serial_sequence('projects', 'id')) - 1)) FROM projects HAVING max(id) > 0;

-- postgres downgrade
ALTER TABLE projects ALTER COLUMN id DROP IDENTITY;


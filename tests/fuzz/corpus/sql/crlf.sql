-- migrate: upgrade
SELECT 'a
b';
-- migrate: downgrade

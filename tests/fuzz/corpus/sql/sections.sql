-- free
-- migrate: upgrade
ALTER TABLE a ADD b INT;
-- migrate: call fill_b
SELECT 1
-- migrate: upgrade postgres
VACUUM;
-- migrate: downgrade
COMMIT;;

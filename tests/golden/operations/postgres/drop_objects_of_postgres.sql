-- postgres upgrade
DROP SEQUENCE numbers;
DROP EXTENSION citext;
DROP SCHEMA billing;

-- postgres downgrade
CREATE SCHEMA billing;
CREATE EXTENSION citext;
CREATE SEQUENCE numbers START 100;


-- postgres upgrade
CREATE SCHEMA billing;
CREATE EXTENSION citext;
CREATE SEQUENCE numbers START 100;
CREATE TABLE billing.invoices (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  number bigint NOT NULL DEFAULT (nextval('numbers')),
  payer citext COLLATE "C",
  lines text[] DEFAULT ('{}'),
  moods mood[],
  CONSTRAINT pk_invoices PRIMARY KEY (id)
) WITH (fillfactor = 70, autovacuum_enabled = false);

-- postgres downgrade
DROP TABLE billing.invoices;
DROP SEQUENCE numbers;
DROP EXTENSION citext;
DROP SCHEMA billing;


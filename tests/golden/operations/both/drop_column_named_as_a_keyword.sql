-- sqlite upgrade
CREATE TABLE _migrate_new_spans (
  id INTEGER NOT NULL,
  size INTEGER NOT NULL DEFAULT 1,
  start INTEGER,
  CONSTRAINT pk_spans PRIMARY KEY (id),
  CONSTRAINT ck_spans_size CHECK (CASE WHEN size > 0 THEN 1 ELSE 0 END = 1)
);
INSERT OR ABORT INTO _migrate_new_spans (id, size, start)
SELECT id, size, start
FROM spans;
DROP TABLE spans;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_spans RENAME TO spans;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_spans_large ON spans ((CASE WHEN size > 9 THEN 1 ELSE 0 END));

-- sqlite downgrade
CREATE TABLE _migrate_new_spans (
  id INTEGER NOT NULL,
  size INTEGER NOT NULL DEFAULT 1,
  start INTEGER,
  "end" INTEGER,
  "check" INTEGER,
  CONSTRAINT pk_spans PRIMARY KEY (id),
  CONSTRAINT ck_spans_size CHECK (CASE WHEN size > 0 THEN 1 ELSE 0 END = 1),
  CONSTRAINT ck_spans_order CHECK (start < "end")
);
INSERT OR ABORT INTO _migrate_new_spans (id, size, start)
SELECT id, size, start
FROM spans;
DROP TABLE spans;
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_spans RENAME TO spans;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX ix_spans_large ON spans ((CASE WHEN size > 9 THEN 1 ELSE 0 END));

-- postgres upgrade
ALTER TABLE spans DROP COLUMN "check";
ALTER TABLE spans DROP COLUMN "end";

-- postgres downgrade
ALTER TABLE spans ADD COLUMN "end" integer;
ALTER TABLE spans ADD CONSTRAINT ck_spans_order CHECK (start < "end");
ALTER TABLE spans ADD COLUMN "check" integer;


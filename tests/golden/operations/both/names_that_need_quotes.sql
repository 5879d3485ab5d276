-- sqlite upgrade
CREATE TABLE "_migrate_new_My Table's" (
  Id INTEGER NOT NULL,
  "select" VARCHAR(20),
  "a b" BIGINT DEFAULT 1,
  "x.y" TEXT,
  "it's" TEXT DEFAULT 'o''c',
  "q""q" BOOLEAN DEFAULT 1,
  CONSTRAINT "pk_My Table's" PRIMARY KEY ("Id"),
  CONSTRAINT "uq_My Table's_a b_x.y" UNIQUE ("a b", "x.y"),
  CONSTRAINT "ck_My Table's" CHECK ("a b" > 0)
);
INSERT OR ABORT INTO "_migrate_new_My Table's" (Id, "select", "a b", "x.y", "it's", "q""q")
SELECT Id, "select", "a b", "x.y", "it's", "q""q"
FROM "My Table's";
DROP TABLE "My Table's";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_My Table's" RENAME TO "My Table's";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix b'c" ON "My Table's" ("it's", "x.y") WHERE "a b" > 0;
ALTER TABLE "My Table's" RENAME COLUMN "a b" TO "A b";
ALTER TABLE "My Table's" RENAME COLUMN "x.y" TO "table";
CREATE TABLE "_migrate_new_My Table's" (
  Id INTEGER NOT NULL,
  "select" VARCHAR(20) NOT NULL,
  "A b" BIGINT DEFAULT 1,
  "table" TEXT,
  "it's" TEXT DEFAULT 'o''c',
  "q""q" BOOLEAN DEFAULT 1,
  CONSTRAINT "pk_My Table's" PRIMARY KEY ("Id"),
  CONSTRAINT "uq_My Table's_a b_x.y" UNIQUE ("A b", "table"),
  CONSTRAINT "ck_My Table's" CHECK ("A b" > 0)
);
INSERT OR ABORT INTO "_migrate_new_My Table's" (Id, "select", "A b", "table", "it's", "q""q")
SELECT Id, "select", "A b", "table", "it's", "q""q"
FROM "My Table's";
DROP TABLE "My Table's";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_My Table's" RENAME TO "My Table's";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix b'c" ON "My Table's" ("it's", "table") WHERE "A b" > 0;
DROP INDEX "ix b'c";
CREATE INDEX "Index" ON "My Table's" ("it's", "table") WHERE "A b" > 0;
ALTER TABLE "My Table's" RENAME TO "order";
CREATE TABLE _migrate_new_order (
  Id INTEGER NOT NULL,
  "select" VARCHAR(20) NOT NULL,
  "A b" BIGINT DEFAULT 1,
  "table" TEXT,
  "it's" TEXT,
  "q""q" BOOLEAN DEFAULT 0 NOT NULL,
  CONSTRAINT "pk_My Table's" PRIMARY KEY ("Id"),
  CONSTRAINT "uq_My Table's_a b_x.y" UNIQUE ("A b", "table"),
  CONSTRAINT "ck_My Table's" CHECK ("A b" > 0)
);
INSERT OR ABORT INTO _migrate_new_order (Id, "select", "A b", "table", "it's", "q""q")
SELECT Id, "select", "A b", "table", "it's", "q""q"
FROM "order";
DROP TABLE "order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_order RENAME TO "order";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "Index" ON "order" ("it's", "table") WHERE "A b" > 0;

-- sqlite downgrade
CREATE TABLE _migrate_new_order (
  Id INTEGER NOT NULL,
  "select" VARCHAR(20) NOT NULL,
  "A b" BIGINT DEFAULT 1,
  "table" TEXT,
  "it's" TEXT DEFAULT 'o''c',
  "q""q" BOOLEAN DEFAULT 1,
  CONSTRAINT "pk_My Table's" PRIMARY KEY ("Id"),
  CONSTRAINT "uq_My Table's_a b_x.y" UNIQUE ("A b", "table"),
  CONSTRAINT "ck_My Table's" CHECK ("A b" > 0)
);
INSERT OR ABORT INTO _migrate_new_order (Id, "select", "A b", "table", "it's", "q""q")
SELECT Id, "select", "A b", "table", "it's", "q""q"
FROM "order";
DROP TABLE "order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE _migrate_new_order RENAME TO "order";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "Index" ON "order" ("it's", "table") WHERE "A b" > 0;
ALTER TABLE "order" RENAME TO "My Table's";
DROP INDEX "Index";
CREATE INDEX "ix b'c" ON "My Table's" ("it's", "table") WHERE "A b" > 0;
CREATE TABLE "_migrate_new_My Table's" (
  Id INTEGER NOT NULL,
  "select" VARCHAR(20),
  "A b" BIGINT DEFAULT 1,
  "table" TEXT,
  "it's" TEXT DEFAULT 'o''c',
  "q""q" BOOLEAN DEFAULT 1,
  CONSTRAINT "pk_My Table's" PRIMARY KEY ("Id"),
  CONSTRAINT "uq_My Table's_a b_x.y" UNIQUE ("A b", "table"),
  CONSTRAINT "ck_My Table's" CHECK ("A b" > 0)
);
INSERT OR ABORT INTO "_migrate_new_My Table's" (Id, "select", "A b", "table", "it's", "q""q")
SELECT Id, "select", "A b", "table", "it's", "q""q"
FROM "My Table's";
DROP TABLE "My Table's";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_My Table's" RENAME TO "My Table's";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix b'c" ON "My Table's" ("it's", "table") WHERE "A b" > 0;
ALTER TABLE "My Table's" RENAME COLUMN "table" TO "x.y";
ALTER TABLE "My Table's" RENAME COLUMN "A b" TO "a b";
CREATE TABLE "_migrate_new_My Table's" (
  Id INTEGER NOT NULL,
  "select" VARCHAR(20),
  "a b" INTEGER DEFAULT 1,
  "x.y" TEXT,
  "it's" TEXT DEFAULT 'o''c',
  "q""q" BOOLEAN DEFAULT 1,
  CONSTRAINT "pk_My Table's" PRIMARY KEY ("Id"),
  CONSTRAINT "uq_My Table's_a b_x.y" UNIQUE ("a b", "x.y"),
  CONSTRAINT "ck_My Table's" CHECK ("a b" > 0)
);
INSERT OR ABORT INTO "_migrate_new_My Table's" (Id, "select", "a b", "x.y", "it's", "q""q")
SELECT Id, "select", "a b", "x.y", "it's", "q""q"
FROM "My Table's";
DROP TABLE "My Table's";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_My Table's" RENAME TO "My Table's";
PRAGMA legacy_alter_table = OFF;
CREATE INDEX "ix b'c" ON "My Table's" ("it's", "x.y") WHERE "a b" > 0;

-- postgres upgrade
ALTER TABLE "My Table's" ALTER COLUMN "a b" DROP DEFAULT, ALTER COLUMN "a b" TYPE bigint, ALTER COLUMN "a b" SET DEFAULT 1;
ALTER TABLE "My Table's" RENAME COLUMN "a b" TO "A b";
ALTER TABLE "My Table's" RENAME COLUMN "x.y" TO "table";
ALTER TABLE "My Table's" ALTER COLUMN "select" SET NOT NULL;
ALTER INDEX "ix b'c" RENAME TO "Index";
ALTER TABLE "My Table's" RENAME TO "order";
ALTER TABLE "order" ALTER COLUMN "it's" DROP DEFAULT;
ALTER TABLE "order" ALTER COLUMN "q""q" SET DEFAULT FALSE, ALTER COLUMN "q""q" SET NOT NULL;

-- postgres downgrade
ALTER TABLE "order" ALTER COLUMN "q""q" SET DEFAULT TRUE, ALTER COLUMN "q""q" DROP NOT NULL;
ALTER TABLE "order" ALTER COLUMN "it's" SET DEFAULT 'o''c';
ALTER TABLE "order" RENAME TO "My Table's";
ALTER INDEX "Index" RENAME TO "ix b'c";
ALTER TABLE "My Table's" ALTER COLUMN "select" DROP NOT NULL;
ALTER TABLE "My Table's" RENAME COLUMN "table" TO "x.y";
ALTER TABLE "My Table's" RENAME COLUMN "A b" TO "a b";
ALTER TABLE "My Table's" ALTER COLUMN "a b" DROP DEFAULT, ALTER COLUMN "a b" TYPE integer USING "a b"::integer, ALTER COLUMN "a b" SET DEFAULT 1;


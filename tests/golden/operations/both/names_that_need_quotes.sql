-- sqlite upgrade
-- rebuild of My Table's:
-   "a b" INTEGER DEFAULT 1,
+   "a b" BIGINT DEFAULT 1,
ALTER TABLE "My Table's" RENAME COLUMN "a b" TO "A b";
ALTER TABLE "My Table's" RENAME COLUMN "x.y" TO "table";
-- rebuild of My Table's:
-   "select" VARCHAR(20),
+   "select" VARCHAR(20) NOT NULL,
DROP INDEX "ix b'c";
CREATE INDEX "Index" ON "My Table's" ("it's", "table") WHERE "A b" > 0;
ALTER TABLE "My Table's" RENAME TO "order";
-- rebuild of order:
-   "it's" TEXT DEFAULT 'o''c',
-   "q""q" BOOLEAN DEFAULT 1,
+   "it's" TEXT,
+   "q""q" BOOLEAN DEFAULT 0 NOT NULL,

-- sqlite downgrade
-- rebuild of order:
-   "it's" TEXT,
-   "q""q" BOOLEAN DEFAULT 0 NOT NULL,
+   "it's" TEXT DEFAULT 'o''c',
+   "q""q" BOOLEAN DEFAULT 1,
ALTER TABLE "order" RENAME TO "My Table's";
DROP INDEX "Index";
CREATE INDEX "ix b'c" ON "My Table's" ("it's", "table") WHERE "A b" > 0;
-- rebuild of My Table's:
-   "select" VARCHAR(20) NOT NULL,
+   "select" VARCHAR(20),
ALTER TABLE "My Table's" RENAME COLUMN "table" TO "x.y";
ALTER TABLE "My Table's" RENAME COLUMN "A b" TO "a b";
-- rebuild of My Table's:
-   "a b" BIGINT DEFAULT 1,
+   "a b" INTEGER DEFAULT 1,

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


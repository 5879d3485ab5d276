-- sqlite upgrade
-- rebuild of spans:
-   "check" INTEGER,
-   "end" INTEGER,
-   CONSTRAINT ck_spans_size CHECK (CASE WHEN size > 0 THEN 1 ELSE 0 END = 1),
-   CONSTRAINT ck_spans_order CHECK (start < "end")
+   CONSTRAINT ck_spans_size CHECK (CASE WHEN size > 0 THEN 1 ELSE 0 END = 1)
- INSERT OR ABORT INTO _migrate_new_spans (id, size, "check", "end", start)
- SELECT id, size, "check", "end", start
+ INSERT OR ABORT INTO _migrate_new_spans (id, size, start)
+ SELECT id, size, start

-- sqlite downgrade
-- rebuild of spans:
+   "end" INTEGER,
+   "check" INTEGER,
-   CONSTRAINT ck_spans_size CHECK (CASE WHEN size > 0 THEN 1 ELSE 0 END = 1)
+   CONSTRAINT ck_spans_size CHECK (CASE WHEN size > 0 THEN 1 ELSE 0 END = 1),
+   CONSTRAINT ck_spans_order CHECK (start < "end")

-- postgres upgrade
ALTER TABLE spans DROP COLUMN "check";
ALTER TABLE spans DROP COLUMN "end";

-- postgres downgrade
ALTER TABLE spans ADD COLUMN "end" integer;
ALTER TABLE spans ADD CONSTRAINT ck_spans_order CHECK (start < "end");
ALTER TABLE spans ADD COLUMN "check" integer;


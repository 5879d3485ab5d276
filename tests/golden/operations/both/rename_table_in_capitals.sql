-- sqlite upgrade
ALTER TABLE runs RENAME TO _migrate_new_runs;
ALTER TABLE _migrate_new_runs RENAME TO Runs;
ALTER TABLE Runs RENAME COLUMN note TO Note;
-- rebuild of Runs:
-   seconds INTEGER NOT NULL DEFAULT 0,
+   seconds BIGINT NOT NULL DEFAULT 0,

-- sqlite downgrade
-- rebuild of Runs:
-   seconds BIGINT NOT NULL DEFAULT 0,
+   seconds INTEGER NOT NULL DEFAULT 0,
ALTER TABLE Runs RENAME COLUMN Note TO note;
ALTER TABLE Runs RENAME TO _migrate_new_Runs;
ALTER TABLE _migrate_new_Runs RENAME TO runs;

-- postgres upgrade
ALTER TABLE runs RENAME TO "Runs";
ALTER TABLE "Runs" RENAME COLUMN note TO "Note";
ALTER TABLE "Runs" ALTER COLUMN seconds DROP DEFAULT, ALTER COLUMN seconds TYPE bigint, ALTER COLUMN seconds SET DEFAULT 0;

-- postgres downgrade
ALTER TABLE "Runs" ALTER COLUMN seconds DROP DEFAULT, ALTER COLUMN seconds TYPE integer USING seconds::integer, ALTER COLUMN seconds SET DEFAULT 0;
ALTER TABLE "Runs" RENAME COLUMN "Note" TO note;
ALTER TABLE "Runs" RENAME TO runs;


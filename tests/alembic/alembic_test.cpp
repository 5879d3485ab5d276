// Alembic itself and migc take turns on one database. Both have a script of every revision, and each script
// says in the table `log` whose it is.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "migc/run_program.h"
#include "support/postgres_server.h"

namespace migrate::migc {
namespace {

using testing::Outcome;

struct Engine {
  std::string name;
  std::string (*make_url)();
  std::string shell;  // followed by a statement it prints what that yields, a line a row
};

void PrintTo(const Engine& engine, std::ostream* out) {
  *out << engine.name;
}

std::string sqlite_file() {
  return "sqlite:///x.db";
}

std::string postgres_database() {
  return testing::postgres_server().create_database();
}

constexpr const char* environment = R"(import os
from alembic import context
from sqlalchemy import create_engine

with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
)";

std::string logs(const std::string& line) {
  return "INSERT INTO log SELECT count(*), '" + line + "' FROM log";
}

// items -> left, right -> both -> last
class AlembicProject {
 protected:
  explicit AlembicProject(std::string url) : url_(std::move(url)) {
    folder_.write("alembic.ini", "[alembic]\nscript_location = .\n");
    folder_.write("env.py", environment);
    folder_.write("m/migrate.yaml",
                  "version_table: alembic_version\ndialects: sqlite, postgres\n"
                  "verify: upgrade\nverify_postgres: off\n");
    add("items", {}, "CREATE TABLE log (id INTEGER, line VARCHAR(90))", "DROP TABLE log");
    add("left", {"items"});
    add("right", {"items"});
    add("both", {"left", "right"});
    add("last", {"both"});
  }

  void add(const std::string& id, const std::vector<std::string>& parents,
           const std::string& upgrade = "SELECT 1", const std::string& downgrade = "SELECT 1") {
    std::string list, tuple;
    for (const std::string& parent : parents) {
      list += (list.empty() ? "" : ", ") + parent;
      tuple += "'" + parent + "', ";
    }
    folder_.write("versions/" + id + ".py",
                  "from alembic import op\nrevision = '" + id + "'\ndown_revision = (" + tuple +
                      ") or None\ndef upgrade():\n    op.execute(\"" + upgrade + "\")\n    op.execute(\"" +
                      logs(id + " by Alembic") + "\")\ndef downgrade():\n    op.execute(\"" + downgrade +
                      "\")\n");
    folder_.write("m/versions/" + id + ".sql",
                  "-- revision: " + id + "\n-- down_revision: " + (list.empty() ? "none" : list) +
                      "\n\n-- migrate: upgrade\n" + upgrade + ";\n" + logs(id + " by migc") +
                      ";\n-- migrate: downgrade\n" + downgrade + ";\n");
  }

  Outcome run(const std::string& command) {
    return testing::run_in(folder_,
                           "export MIGRATE_VERIFY_POSTGRES=off DATABASE_URL='" + url_ + "'; " + command);
  }
  void alembic(const std::string& arguments) {
    const Outcome outcome = run(MIGRATE_ALEMBIC " " + arguments);
    ASSERT_EQ(outcome.code, 0) << outcome.err;
  }
  Outcome migc(const std::string& arguments) { return run(MIGRATE_MIGC " --dir m " + arguments); }

  testing::TemporaryFolder folder_;
  std::string url_;
};

class BesideAlembic : public ::testing::TestWithParam<Engine>, protected AlembicProject {
 protected:
  BesideAlembic() : AlembicProject(GetParam().make_url()) {}

  std::string log() { return run(GetParam().shell + " 'SELECT line FROM log ORDER BY id'").out; }
};

TEST_P(BesideAlembic, TakesTurnsWithIt) {
  alembic("upgrade left");
  EXPECT_EQ(migc("upgrade right -q"), (Outcome{0, "", ""}));
  alembic("upgrade both");
  EXPECT_EQ(migc("upgrade last -q"), (Outcome{0, "", ""}));
  EXPECT_EQ(run(MIGRATE_ALEMBIC " current").out, "last (head)\n");
  EXPECT_EQ(log(), "items by Alembic\nleft by Alembic\nright by migc\nboth by Alembic\nlast by migc\n");
}

TEST_P(BesideAlembic, GoesBackInTurnsWithIt) {
  alembic("upgrade heads");
  EXPECT_EQ(migc("downgrade -1 -q"), (Outcome{0, "", ""}));
  alembic("downgrade left");
  EXPECT_EQ(migc("downgrade base -q"), (Outcome{0, "", ""}));
  EXPECT_EQ(run(MIGRATE_ALEMBIC " current").out, "");
}

TEST_P(BesideAlembic, FindsATableThatWeMade) {
  EXPECT_EQ(migc("upgrade left -q"), (Outcome{0, "", ""}));
  alembic("upgrade heads");
  EXPECT_EQ(migc("current -q"), (Outcome{0, "last (head) (unverified)\n", ""}));
}

TEST_P(BesideAlembic, SaysWhatItHasNotVerified) {
  alembic("upgrade heads");
  EXPECT_EQ(migc("current"), (Outcome{0, "last (head) (unverified)\n",
                                      "note: no history says that these rows were applied: last\n"}));
  const std::string tables = GetParam().name == "Postgres"
                                 ? "its tables were not compared: verify_postgres is off\n"
                                 : "its tables match the chain\n";
  EXPECT_EQ(
      migc("check --url $DATABASE_URL"),
      (Outcome{0,
               "m: 5 revisions, head last; the chain is valid\n"
               "sqlite: 5 of 5 revisions proven\n"
               "postgres: not proven\n"
               "database: at head; the digests in its history match the chain for 0 applied revisions; " +
                   tables + "not verified, because the history does not know them: last\n",
               ""}));
}

class LongId : public ::testing::Test, protected AlembicProject {
 protected:
  explicit LongId(std::string url) : AlembicProject(std::move(url)) {
    add(id_, {"last"});
    alembic("upgrade last");
  }

  const std::string id_ = "a_revision_id_with_more_than_32_letters";
};

class LongIdOnSqlite : public LongId {
 protected:
  LongIdOnSqlite() : LongId(sqlite_file()) {}
};

class LongIdOnPostgres : public LongId {
 protected:
  LongIdOnPostgres() : LongId(postgres_database()) {}

  const std::string alter_ =
      R"(ALTER TABLE "public"."alembic_version" ALTER COLUMN version_num TYPE VARCHAR(64))";
  const Outcome refusal_{7, "",
                         "error: revision \"" + id_ +
                             "\" has 39 characters, and the version table holds ids of 32; nothing was"
                             " changed. Let its owner run: " +
                             alter_ + "\n"};
};

TEST_F(LongIdOnSqlite, Fits) {
  EXPECT_EQ(migc("upgrade head -q"), (Outcome{0, "", ""}));
  EXPECT_EQ(run(MIGRATE_ALEMBIC " current").out, id_ + " (head)\n");
}

TEST_F(LongIdOnPostgres, IsRefusedBeforeAnythingRuns) {
  EXPECT_EQ(migc("plan upgrade head"), refusal_);
  EXPECT_EQ(migc("upgrade head -q"), refusal_);
}

TEST_F(LongIdOnPostgres, FitsOnceTheColumnIsWider) {
  testing::postgres_server().run(url_.substr(url_.rfind('/') + 1), alter_);
  EXPECT_EQ(migc("upgrade head -q"), (Outcome{0, "", ""}));
  EXPECT_EQ(run(MIGRATE_ALEMBIC " current").out, id_ + " (head)\n");
}

INSTANTIATE_TEST_SUITE_P(Engines, BesideAlembic,
                         ::testing::Values(Engine{"Sqlite", &sqlite_file, "sqlite3 x.db"},
                                           Engine{"Postgres", &postgres_database,
                                                  "psql \"$DATABASE_URL\" -Atc"}),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace migrate::migc

// migc on a database, as a person runs it.

#include <gmock/gmock.h>

#include "migc/run_program.h"

namespace migrate::migc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::Outcome;
using testing::TemporaryFolder;

// A folder with the chain items <- prices, whose URL is in the variable U.
class MigcOnADatabase : public ::testing::Test {
 protected:
  MigcOnADatabase() {
    revision("items", "none", "CREATE TABLE items (id INTEGER);");
    revision("prices", "items", "CREATE TABLE prices (id INTEGER);");
  }

  void revision(const std::string& id, const std::string& parent, const std::string& upgrade) {
    folder_.write("m/versions/" + id + ".sql", "-- revision: " + id + "\n-- down_revision: " + parent +
                                                   "\n\n-- migrate: upgrade\n" + upgrade +
                                                   "\n-- migrate: downgrade\nDROP TABLE " + id + ";\n");
  }
  Outcome run(const std::string& arguments, const std::string& environment = "") {
    return testing::run_in(folder_, "unset DATABASE_URL; export U=sqlite:///x.db; " + environment + " " +
                                        std::string(MIGRATE_MIGC) + " --dir m " + arguments);
  }

  TemporaryFolder folder_;
};

TEST_F(MigcOnADatabase, GoesUpAndDown) {
  EXPECT_EQ(run("upgrade head --url $U"), (Outcome{0, "",
                                                   "Running upgrade  -> items\n"
                                                   "Running upgrade items -> prices\n"
                                                   "Done; the database is at prices (sqlite:///x.db)\n"}));
  EXPECT_EQ(run("downgrade -1 --url $U -q"), (Outcome{0, "", ""}));
  EXPECT_EQ(run("current --url $U"), (Outcome{0, "items\n", ""}));
  EXPECT_EQ(run("history -i --url $U"),
            (Outcome{0, "items -> prices (head)\n<base> -> items (current)\n", ""}));
}

TEST_F(MigcOnADatabase, TellsWhatRowsMeanWithoutADatabase) {
  EXPECT_EQ(run("current --rows items"), (Outcome{0, "items\n", ""}));
  EXPECT_EQ(run("current --rows items --check-heads").code, 1);
  EXPECT_EQ(
      run("current --rows gone"),
      (Outcome{
          0, "gone (unknown)\n",
          "note: the chain does not know these rows, a newer program or another chain was here: gone\n"}));
}

TEST_F(MigcOnADatabase, TakesTheUrlOfTheEnvironment) {
  EXPECT_EQ(run("upgrade +1 -q", "DATABASE_URL=$U"), (Outcome{0, "", ""}));
  EXPECT_EQ(run("current", "DATABASE_URL=$U").out, "items\n");
}

TEST_F(MigcOnADatabase, TakesTheUrlOfTheFolderWhenTheEnvironmentHasNone) {
  folder_.write("m/migrate.yaml", "url: sqlite:///x.db\n");
  EXPECT_EQ(run("upgrade +1 -q"), (Outcome{0, "", ""}));
  EXPECT_EQ(run("upgrade head", "export DATABASE_URL=sqlite:///other.db;").err,
            "Running upgrade  -> items\n"
            "Running upgrade items -> prices\n"
            "Done; the database is at prices (sqlite:///other.db)\n");
  EXPECT_EQ(run("current --url $U").out, "items\n");
}

TEST_F(MigcOnADatabase, TakesTheVariableThatTheFolderNamesAndNoOther) {
  folder_.write("m/migrate.yaml", "url: ${SHOP_URL:-sqlite:///x.db}\n");
  EXPECT_EQ(run("upgrade +1", "export DATABASE_URL=sqlite:///other.db;").err,
            "Running upgrade  -> items\nDone; the database is at items (sqlite:///x.db)\n");
  EXPECT_EQ(run("upgrade +1", "export SHOP_URL=sqlite:///y.db DATABASE_URL=sqlite:///other.db;").err,
            "Running upgrade  -> items\nDone; the database is at items (sqlite:///y.db)\n");
  EXPECT_EQ(run("current", "export SHOP_URL=;").out, "items\n");
}

TEST_F(MigcOnADatabase, LooksTheUrlOfTheFolderUpInTheEnvironment) {
  folder_.write("m/migrate.yaml", "url: $SHOP_URL\n");
  EXPECT_EQ(run("upgrade +1 -q", "SHOP_URL=$U"), (Outcome{0, "", ""}));
  EXPECT_EQ(
      run("current", "DATABASE_URL=$U"),
      (Outcome{2, "",
               "error: migrate.yaml takes the URL of the database from $SHOP_URL, which is not set; set "
               "it, or pass --url\n"}));
}

TEST_F(MigcOnADatabase, TakesTheUrlOfTheEnvironmentThatIsNamedAndNoOther) {
  folder_.write("m/migrate.yaml", "url: sqlite:///y.db\nurl.dev: sqlite:///x.db\nurl.staging: $STAGING\n");
  EXPECT_EQ(run("upgrade +1 --env dev", "export DATABASE_URL=sqlite:///other.db;").err,
            "Running upgrade  -> items\nDone; the database is at items (sqlite:///x.db)\n");
  EXPECT_EQ(run("current --env staging", "STAGING=$U").out, "items\n");
  EXPECT_EQ(run("dump --env dev").code, 0);
  EXPECT_EQ(run("diff items env:dev --format json").code, 0);
  EXPECT_EQ(run("current --env staging"),
            (Outcome{2, "",
                     "error: migrate.yaml takes the URL of the database from $STAGING, which is not set; set "
                     "it, or pass --url\n"}));
  EXPECT_EQ(
      run("current --env stagin"),
      (Outcome{2, "", "error: --env stagin: migrate.yaml has no url.stagin; did you mean \"staging\"?\n"}));
  EXPECT_EQ(run("current --env dev --url $U").code, 2);
}

TEST_F(MigcOnADatabase, ChecksTheDatabaseWhenItIsNamed) {
  run("upgrade +1 --url $U");
  EXPECT_EQ(
      run("check", "DATABASE_URL=$U"),
      (Outcome{0, "m: 2 revisions, head prices; the chain is valid\nsqlite: 2 of 2 revisions proven\n", ""}));
  EXPECT_EQ(run("check --url $U"),
            (Outcome{1,
                     "m: 2 revisions, head prices; the chain is valid\nsqlite: 2 of 2 revisions proven\n"
                     "database: not at head, but at items; the digests in its history match "
                     "the chain for 1 applied revision; its tables match the chain\n",
                     ""}));
}

TEST_F(MigcOnADatabase, RefusesAnEditedRevisionUntilItIsAccepted) {
  run("upgrade +1 --url $U");
  revision("items", "none", "CREATE TABLE items (id INTEGER, name TEXT);");
  EXPECT_EQ(run("upgrade head --url $U").code, 5);
  EXPECT_EQ(run("stamp --accept items --url $U -q"), (Outcome{0, "", ""}));
  EXPECT_EQ(run("upgrade head --url $U -q"), (Outcome{0, "", ""}));
}

TEST_F(MigcOnADatabase, RunsNothingOfAFolderWithAMistake) {
  revision("prices", "items", "COMMIT;");
  const Outcome outcome = run("upgrade head --url $U");
  EXPECT_EQ(outcome.code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("error: 1 mistake; nothing was run\n"));
  EXPECT_EQ(folder_.read("x.db"), "");
}

TEST_F(MigcOnADatabase, WorksUpToARevisionWithAStep) {
  revision("prices", "items", "CREATE TABLE prices (id INTEGER);\n-- migrate: call fill_prices");
  EXPECT_EQ(
      run("upgrade head --url $U"),
      (Outcome{2, "",
               "error: versions/prices.sql:6: revision \"prices\" calls the C++ step \"fill_prices\", which "
               "this program does not have; nothing was changed. Run the plan with the program that the step "
               "is linked into; without it, \"upgrade items\" is possible\n"}));
  EXPECT_EQ(run("upgrade items --url $U -q"), (Outcome{0, "", ""}));
}

TEST_F(MigcOnADatabase, TellsAFailedWriteByItsCode) {
  run("upgrade head --url $U");
  EXPECT_EQ(testing::run_in(folder_,
                            std::string(MIGRATE_MIGC) + " --dir m current --url sqlite:///x.db >/dev/full"),
            (Outcome{7, "", "error: the output could not be written\n"}));
}

// Wherever it stands, and whatever is wrong with it.
TEST_F(MigcOnADatabase, PrintsNoPassword) {
  for (const char* url : {"postgresql://app:sesame@db/d", "postgresql://app:ses%zz-sesame@db/d",
                          "postgresql://app:open@sesame@db/d", "postgresql://[::1:sesame@db/d",
                          "postgresql://db/d?password=sesame", "postgres:/app:sesame@db/d",
                          "postgresq://app:sesame@db/d", "sqlite://app:sesame@db/d", "app:sesame@db"})
    for (const std::string arguments : {"current --url ", "upgrade head -v --url ", "current "}) {
      const Outcome outcome = run(arguments + "'" + url + "'");
      EXPECT_EQ(outcome.code, 2) << arguments << url;
      EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("sesame"))) << arguments << url;
    }
}

}  // namespace
}  // namespace migrate::migc

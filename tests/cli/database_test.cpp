#include "cli/database.h"

#include <gmock/gmock.h>

#include "cli/shop.h"
#include "migrate/sqlite.h"

namespace migrate::cli {
namespace {

using testing::Answer;
using ::testing::HasSubstr;

using DatabaseOfCommands = testing::Shop;

TEST_F(DatabaseOfCommands, HistoryMarksWhereTheDatabaseIs) {
  run("upgrade prices");
  EXPECT_EQ(run("history -i").out,
            "prices -> notes (head), create notes\n"
            "items -> prices (current), create prices\n"
            "<base> -> items, create items\n");
}

TEST_F(DatabaseOfCommands, HistoryAsksTheDatabaseOnlyWhenTheAnswerDependsOnIt) {
  EXPECT_EQ(run_plainly("history").code, 0);
  EXPECT_EQ(run_plainly("history -i").code, 2);
  run("upgrade items");
  EXPECT_EQ(run("history -r current:").out,
            "prices -> notes (head), create notes\n"
            "items -> prices, create prices\n"
            "<base> -> items (current), create items\n");
}

TEST_F(DatabaseOfCommands, ShowTakesCurrent) {
  run("upgrade items");
  EXPECT_THAT(run("show current").out, HasSubstr("Rev: items (current)\n"));
}

TEST_F(DatabaseOfCommands, PlanStartsWhereTheDatabaseIs) {
  run("upgrade items");
  EXPECT_EQ(run("plan upgrade +1"),
            (Answer{0, "transaction 1:\n  upgrade prices, create prices\nrows: prices\n", ""}));
  EXPECT_EQ(run("plan upgrade +1 --rows prices").out, "upgrade notes, create notes\nrows: notes\n");
  EXPECT_EQ(run_plainly("plan upgrade items").out, "upgrade items, create items\nrows: items\n");
}

TEST_F(DatabaseOfCommands, IsThatOfTheEnvironmentByDefault) {
  access_.environment_url = url();
  EXPECT_EQ(run_plainly("upgrade items --quiet"), (Answer{0, "", ""}));
  EXPECT_EQ(run("current").out, "items\n");
}

TEST_F(DatabaseOfCommands, IsTheEnvironmentsBeforeTheFoldersOwn) {
  access_.configured = [](const std::string&) { return ConfiguredDatabase{"postgresql://elsewhere/shop"}; };
  access_.environment_url = url();
  EXPECT_EQ(run_plainly("upgrade items --quiet"), (Answer{0, "", ""}));
}

TEST_F(DatabaseOfCommands, IsTheFoldersOwnWhereTheEnvironmentHasNone) {
  access_.configured = [this](const std::string&) { return ConfiguredDatabase{url()}; };
  EXPECT_EQ(run_plainly("upgrade items --quiet"), (Answer{0, "", ""}));
}

TEST_F(DatabaseOfCommands, IsThatOfTheVariableThatTheFolderNamesBeforeTheEnvironments) {
  access_.configured = [this](const std::string&) { return ConfiguredDatabase{url(), true}; };
  access_.environment_url = "postgresql://elsewhere/shop";
  EXPECT_EQ(run_plainly("upgrade items --quiet"), (Answer{0, "", ""}));
}

TEST_F(DatabaseOfCommands, IsNamedAfterAChange) {
  EXPECT_EQ(run("upgrade items").err,
            "Running upgrade  -> items, create items\nDone; the database is at items (" + url() + ")\n");
  EXPECT_EQ(run("ensure-version").err, "Done; the database has both tables (" + url() + ")\n");
  const std::string end = "Nothing to do; the database is at items (" + url() + ")\n";
  EXPECT_EQ(run("upgrade items --format json").err, end);
}

TEST_F(DatabaseOfCommands, NeedsAFolderThatExists) {
  const std::string nowhere = folder_.file("nodir");
  for (const char* line :
       {"current", "check", "history -i", "plan upgrade head", "upgrade head", "stamp head"}) {
    const Answer answer = run_plainly(line + (" --url sqlite:///" + nowhere + "/x.db"));
    EXPECT_EQ(answer.code, 7) << line;
    EXPECT_EQ(answer.err, "error: cannot open " + nowhere + "/x.db: the folder " + nowhere +
                              " does not exist; correct the path, or create the folder\n")
        << line;
  }
  EXPECT_FALSE(std::filesystem::exists(nowhere));
}

TEST_F(DatabaseOfCommands, MustBeNamed) {
  for (const char* line :
       {"upgrade head", "downgrade base", "stamp head", "current", "history -i", "ensure-version"})
    EXPECT_EQ(run_plainly(line), (Answer{2, "",
                                         "error: no database is named; pass --url sqlite:///FILE or --url "
                                         "postgresql://USER@HOST/NAME, or set DATABASE_URL\n"}));
}

TEST_F(DatabaseOfCommands, NeedsItsAdapter) {
  EXPECT_EQ(
      run("current --url postgresql://app:secret@h/d"),
      (Answer{2, "",
              "error: this program cannot open postgresql databases: it is not linked with the CMake target "
              "Migrate::postgres\n"}));
}

TEST_F(DatabaseOfCommands, CanBeTheOneThatTheProgramHasOpen) {
  SQLite::Database own(path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  SqliteConnection connection(own);
  access_ = {.connection = &connection};
  EXPECT_EQ(run_plainly("upgrade head --quiet"), (Answer{0, "", ""}));
  EXPECT_EQ(run_plainly("current").out, "notes (head)\n");
  EXPECT_EQ(run("current"), (Answer{2, "",
                                    "error: unknown option \"--url\"\n"
                                    "  shop current --help shows what there is\n"}));
}

}  // namespace
}  // namespace migrate::cli

#include "migrate/cli.h"

#include <SQLiteCpp/Database.h>
#include <gmock/gmock.h>

#include <csignal>

#include "cli/answers.h"
#include "contract/scripted_chain.h"
#include "migrate/sqlite.h"
#include "support/temporary_folder.h"

namespace migrate {
namespace {

using testing::Answer;
using testing::creates;
using ::testing::HasSubstr;
using testing::ScriptedChain;
using testing::TemporaryFolder;

// What a call printed on the real streams.
template <typename Call>
Answer caught(Call call) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const int code = call();
  return {code, ::testing::internal::GetCapturedStdout(), ::testing::internal::GetCapturedStderr()};
}

Answer run_on(const Chain& chain, std::vector<const char*> arguments) {
  return caught([&] { return run_cli(chain, static_cast<int>(arguments.size()), arguments.data()); });
}

TEST(RunCli, OpensTheDatabasesOfTheAdaptersThatAreLinked) {
  const ScriptedChain chain({creates("items")});
  const TemporaryFolder folder;
  const std::string url = "sqlite:///" + folder.file("shop.db");
  EXPECT_EQ(run_on(chain, {"migrate", "upgrade", "head", "-q", "--url", url.c_str()}), (Answer{0, "", ""}));
  EXPECT_EQ(run_on(chain, {"migrate", "current", "--url", url.c_str()}), (Answer{0, "items (head)\n", ""}));
}

TEST(RunCli, UsesTheConnectionThatIsOpen) {
  const ScriptedChain chain({creates("items")});
  const TemporaryFolder folder;
  SQLite::Database database(folder.file("shop.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  SqliteConnection connection(database);
  const char* arguments[] = {"migrate", "upgrade"};
  caught([&] { return run_cli(chain, connection, 2, arguments); });
  EXPECT_TRUE(database.tableExists("items"));
}

TEST(RunCli, ExamplesBeginWithWhatAPersonTypes) {
  const ScriptedChain chain({creates("items")});
  EXPECT_THAT(run_on(chain, {"migrate", "downgrade", "--help"}).out,
              HasSubstr("  cli_tests migrate downgrade -1 --url sqlite:///inventory.db\n"));
  EXPECT_THAT(run_on(chain, {"/usr/bin/cli_tests", "downgrade", "--help"}).out,
              HasSubstr("  cli_tests downgrade -1 --url sqlite:///inventory.db\n"));
}

// The other commands are migc's, too: tests/migc/commands/help_test.cpp has their help.
TEST(RunCli, HelpNamesTheCommandsOfAProgram) {
  const ScriptedChain chain({creates("items")});
  EXPECT_EQ(run_on(chain, {"migrate", "--help"}).out, R"(Migrate the database of this program
Usage: cli_tests migrate [OPTION...] COMMAND

Options:
  --version                   Print the version
  -h,--help                   Print this help
  --format FORMAT             Print results as text or json (default: text)
  -q,--quiet                  Print results and errors only
  --color WHEN                Use color: auto (on a terminal), always or never (default: auto)

Commands:
  upgrade                     Apply revisions up to a target
  downgrade                   Revert revisions down to a target
  rollback                    Revert revisions of a newer program with the scripts it stored
  stamp                       Record what the database is at, without running anything
  current                     Show the revisions that the database is at
  check                       Compare the database with the chain
  heads                       List the heads: the revisions that no other one follows
  branches                    List the branch points: the revisions that several others follow
  history                     List the revisions, newest first
  show                        Show everything about a revision
  plan                        Show what a run would do, without running it
  completion                  Print the script that completes commands in a shell

cli_tests migrate COMMAND --help shows the options of a command, with an example.

)");
}

TEST(RunCli, TheVersionIsThatOfTheChain) {
  const ScriptedChain chain({creates("items")});
  EXPECT_EQ(
      run_on(chain, {"migrate", "--version"}).out,
      "chain, 1 revision, root digest " + std::string(chain.chain().root_digest()) + ", Migrate 0.1.0\n");
}

TEST(RunCli, HasNoCommandsThatNeedAFolder) {
  const ScriptedChain chain({creates("items")});
  EXPECT_EQ(run_on(chain, {"migrate", "compile"}).code, 2);
}

TEST(RunCli, ColoursErrorsWhenTold) {
  const ScriptedChain chain({creates("items")});
  EXPECT_EQ(run_on(chain, {"migrate", "show", "nosuch", "--color", "always"}).err,
            "\x1b[1;31merror:\x1b[0m there is no revision or branch label \"nosuch\"\n");
  EXPECT_EQ(run_on(chain, {"migrate", "show", "nosuch"}).err,
            "error: there is no revision or branch label \"nosuch\"\n");
}

#if !defined(_WIN32)
void do_nothing(int) {}

TEST(RunCli, GivesTheSignalsBack) {
  const ScriptedChain chain({creates("items")});
  void (*const before)(int) = std::signal(SIGPIPE, do_nothing);
  run_on(chain, {"migrate", "heads"});
  EXPECT_EQ(std::signal(SIGPIPE, before), do_nothing);
}
#endif

}  // namespace
}  // namespace migrate

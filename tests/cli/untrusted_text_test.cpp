// Text of a stranger's revision or database that would move a terminal's cursor, or forge a line
// (issue 11, item 24).

#include <gmock/gmock.h>

#include "cli/shop.h"

namespace migrate::cli {
namespace {

using testing::Answer;
using testing::creates;
using ::testing::HasSubstr;
using testing::ScriptedChain;
using testing::ScriptedRevision;

constexpr const char* hostile = "x\x1b[2J\a\xc2\x9b\xe2\x80\xae\nerror: forged";
constexpr const char* harmless = "x\\x1b[2J\\x07\\u{009b}\\u{202e}\\nerror: forged";

class UntrustedText : public testing::Shop {
 protected:
  UntrustedText() { revision_.message = revision_.lossy = hostile; }
  void expect_harmless(const Answer& answer, const std::string& line) {
    for (const std::string* text : {&answer.out, &answer.err})
      for (const char* part : {"\x1b", "\a", "\xc2\x9b", "\xe2\x80\xae", "\nerror: forged", "\xff"})
        EXPECT_EQ(text->find(part), std::string::npos) << line << ": " << *text;
  }

  ScriptedRevision revision_ = creates("items");
};

TEST_F(UntrustedText, OfRevisionsIsShownHarmless) {
  const ScriptedChain chain({revision_});
  EXPECT_EQ(run(chain, "history").out, "<base> -> items (head), " + std::string(harmless) + "\n");
  for (const char* line :
       {"history -v", "show items", "heads -v", "plan upgrade", "plan upgrade -v", "upgrade", "current -v",
        "history --applied", "plan downgrade -1", "downgrade base"})
    expect_harmless(run(chain, line), line);
}

TEST_F(UntrustedText, OfTheDatabaseIsShownHarmless) {
  run("upgrade items --quiet");
  const ScriptedChain newer({creates("items"), creates("prices", {"items"})});
  run(newer, "upgrade --quiet");
  execute("UPDATE migrate_history SET program = '" + std::string(hostile) + "', message = program");
  execute("INSERT INTO migrate_version VALUES ('" + std::string(hostile) + "'), (CAST(x'62ff' AS TEXT))");
  const ScriptedChain older({creates("items")});
  for (const char* line : {"current", "current -v", "check", "plan upgrade", "upgrade", "downgrade base",
                           "history --applied", "plan rollback", "rollback", "stamp --purge items"})
    expect_harmless(run(older, line), line);
}

TEST_F(UntrustedText, IsUtf8InJson) {
  run("upgrade items --quiet");
  execute("INSERT INTO migrate_version VALUES (CAST(x'62ff' AS TEXT))");
  EXPECT_THAT(run("current --format json").out, HasSubstr(R"("revision":"b\ufffd")"));
}

TEST_F(UntrustedText, OfATriggerIsShownHarmless) {
  run("upgrade items --quiet");
  execute("CREATE TRIGGER \"" + std::string(hostile) +
          "\" AFTER INSERT ON migrate_version BEGIN SELECT 1; END");
  const Answer answer = run("upgrade");
  EXPECT_EQ(answer.code, 5);
  EXPECT_THAT(answer.err, HasSubstr(harmless));
  expect_harmless(answer, "upgrade");
}

TEST_F(UntrustedText, OfTargetsAndPathsIsShownHarmless) {
  EXPECT_EQ(run_plainly("upgrade a\x1b --url " + url()).err.find('\x1b'), std::string::npos);
  const Answer answer = run_plainly("current --url sqlite:///no%1b%0aerror:dir/x.db");
  EXPECT_EQ(answer.err,
            "error: cannot open no\\x1b\\nerror:dir/x.db: the folder no\\x1b\\nerror:dir does not exist; "
            "correct the "
            "path, or create the folder\n");
}

}  // namespace
}  // namespace migrate::cli

// What is kept from one compilation to the next, and that makes no difference to what is compiled.

#include "migc/replay/replay_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "migc/emit/emitter.h"
#include "migc/operations/operation_case.h"

namespace migrate::migc {
namespace {

constexpr std::string_view tables = R"(revision: a
down_revision: none

upgrade:
  - create_enum: {name: mood, values: [calm, busy]}
  - create_table:
      name: runs
      columns:
        - {name: id, type: integer, primary_key: true}
        - {name: mood, type: enum mood, default: calm}
  - create_index: {name: ix_runs, table: runs, columns: mood, where: mood IS NOT NULL}

revision: b
down_revision: a

upgrade:
  - add_enum_value: {name: mood, value: gone}
)";

// Its downgrade, its rebuild and its judgement all depend on what a and b made.
constexpr std::string_view change = R"(revision: c
down_revision: b
lossy: yes

upgrade:
  - alter_column: {table: runs, name: mood, nullable: false}
  - drop_column: {table: runs, name: mood}
  - drop_enum: {name: mood}
)";

class TestedReplayCache : public ::testing::Test {
 protected:
  std::string compile(std::string_view revisions, bool cached = true) {
    const YamlChain chain(revisions, both_dialects, cached ? path_ : "");
    if (!chain.compiled()) return chain.report();
    return emit_table(chain.owned());
  }
  // How many of the revisions would not be replayed.
  std::size_t known(std::string_view revisions, std::string_view dialects = both_dialects) {
    const YamlChain chain(revisions, dialects);
    const Folder folder = chain.folder();
    return ReplayCache(path_, replay_keys(folder, chain_order(folder)), folder.settings.dialects).known();
  }
  void damage(const std::function<void(std::string&)>& edit) {
    std::string bytes = read_text(path_);
    edit(bytes);
    files_.write("replay.cache", bytes);
  }

  testing::TemporaryFolder files_;
  std::string path_ = files_.file("replay.cache");
};

const std::string short_chain = std::string(tables) + "\n";
const std::string long_chain = short_chain + std::string(change);

TEST_F(TestedReplayCache, KnowsAChainThatWasCompiled) {
  compile(long_chain);
  EXPECT_EQ(known(long_chain), 3);
}

TEST_F(TestedReplayCache, KnowsAllButANewRevision) {
  compile(short_chain);
  EXPECT_EQ(known(long_chain), 2);
}

TEST_F(TestedReplayCache, KnowsNoRevisionBehindAnEditedOne) {
  compile(long_chain);
  std::string edited = long_chain;
  edited.replace(edited.find("gone"), 4, "away");
  EXPECT_EQ(known(edited), 1);
}

TEST_F(TestedReplayCache, ForgetsWhatItKnewOfOtherDialects) {
  compile(long_chain);
  EXPECT_EQ(known(long_chain, "sqlite"), 0);
}

TEST_F(TestedReplayCache, ChangesNothingOfWhatIsCompiled) {
  const std::string expected = compile(long_chain, false);
  compile(short_chain);
  EXPECT_EQ(compile(long_chain), expected) << "one revision is new";
  EXPECT_EQ(compile(long_chain), expected) << "all are known";
}

// Every operation's traces in the catalogues and scripts are written and read back, one revision at a time.
TEST_F(TestedReplayCache, ChangesNothingOfWhatEveryOperationBecomes) {
  const std::string revisions = read_text(MIGRATE_EVERY_OPERATION);
  for (std::size_t end = 0; end != std::string::npos;) {
    end = revisions.find("\nrevision: ", end + 1);
    compile(revisions.substr(0, end == std::string::npos ? end : end + 1));
  }
  EXPECT_EQ(compile(revisions), compile(revisions, false));
}

TEST_F(TestedReplayCache, ChangesNoReport) {
  compile(short_chain);
  const std::string wrong = short_chain + "revision: c\ndown_revision: b\n\nupgrade:\n" +
                            "  - drop_column: {table: runs, name: modo}\n";
  EXPECT_EQ(compile(wrong), compile(wrong, false));
  EXPECT_EQ(known(short_chain), 2) << "a mistake takes nothing away";
}

TEST_F(TestedReplayCache, KeepsNoPointThatBytesCannotHold) {
  const std::string temporary = R"(revision: a
down_revision: none

upgrade:
  - execute: {sqlite: CREATE TEMP TABLE kept AS SELECT 1 AS x}
downgrade: nothing
)";
  compile(temporary);
  EXPECT_EQ(known(temporary), 0);
}

TEST_F(TestedReplayCache, IsNoneWhenItIsDamaged) {
  const std::string expected = compile(long_chain);
  for (const std::size_t at : {0U, 20U, 60U, 100U, 2000U}) {
    damage([at](std::string& bytes) { bytes.at(at) ^= 1; });
    EXPECT_EQ(known(long_chain), 0) << "byte " << at;
    EXPECT_EQ(compile(long_chain), expected);
    EXPECT_EQ(known(long_chain), 3) << "it is written again";
  }
}

TEST_F(TestedReplayCache, IsNoneWhenItIsCutOff) {
  const std::string expected = compile(long_chain);
  for (const std::size_t size : {0U, 10U, 79U, 1000U}) {
    damage([size](std::string& bytes) { bytes.resize(size); });
    EXPECT_EQ(known(long_chain), 0) << size << " bytes";
    EXPECT_EQ(compile(long_chain), expected);
  }
}

TEST_F(TestedReplayCache, IsNoneWhereAFolderIsInItsPlace) {
  std::filesystem::create_directory(path_);
  EXPECT_EQ(compile(long_chain), compile(long_chain, false));
}

// A chain that grows by one revision at a time, as they do.
TEST_F(TestedReplayCache, GoesOnFromAPointNotFarBeforeAnEdit) {
  std::string chain = "revision: r0\ndown_revision: none\n\nupgrade: []\n";
  for (int i = 1; i < 42; ++i) {
    chain += "\nrevision: r" + std::to_string(i) + "\ndown_revision: r" + std::to_string(i - 1) +
             "\n\nupgrade: []\n";
    compile(chain);
  }
  const std::string line = "down_revision: r38\n";
  chain.insert(chain.find(line) + line.size(), "message: edited\n");
  EXPECT_EQ(known(chain), 32);
}

}  // namespace
}  // namespace migrate::migc

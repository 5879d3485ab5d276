// A proof with a cache finds out what one without it does, and runs what is new only.

#include "migc/proof/proof_cache.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "migc/chain/chain_rules.h"
#include "migc/compile/compiler.h"
#include "migc/migration_folder.h"
#include "migc/proof/prove_folder.h"
#include "migc/scratch/sqlite_scratch.h"

namespace migrate::migc {
namespace {

namespace fs = std::filesystem;

class ProofCacheTest : public ::testing::Test {
 protected:
  ProofCacheTest() {
    for (int i = 1; i <= 9; ++i) add(i);
  }

  static std::string id(int number) { return "r" + std::to_string(number); }
  static std::string parent_of(int number) { return number == 1 ? "none" : id(number - 1); }
  static std::string body(const std::string& upgrade, const std::string& downgrade) {
    return "-- migrate: upgrade\n" + upgrade + "\n-- migrate: downgrade\n" + downgrade + "\n";
  }
  void add(int number) const {
    const std::string table = "t" + std::to_string(number);
    write(number, body("CREATE TABLE " + table + " (a INTEGER);", "DROP TABLE " + table + ";"));
  }
  void write(int number, const std::string& text) const {
    migrations_.revision(id(number), parent_of(number), "", text);
  }

  // What was run, what was known, and what was found.
  std::string prove(bool is_whole = false) const {
    return prove({.is_whole = is_whole, .cache = cache_.path()});
  }
  std::string prove(const ProofTask& task) const {
    Diagnostics diagnostics;
    const Folder folder = read_folder(migrations_.dir(), diagnostics);
    check_structure(folder, diagnostics);
    const std::optional<core::OwnedChain> chain = compile_chain(folder, "chain", diagnostics);
    std::string text;
    for (const DialectProof& proof : prove_folder(folder, chain->chain(), diagnostics, task)) {
      const std::size_t size = proof.proof.verdicts.size();
      text += std::to_string(size - proof.proof.known) + " run, " + std::to_string(proof.proof.known) +
              " known, " + std::to_string(proof.proof.count(Verdict::proven)) + " proven\n";
      for (const std::string& note : proof.notes) text += note + '\n';
    }
    return text + migrations_.shortened(to_text(diagnostics, Color::no));
  }

  // Writes the cache after each revision, and gets as far as this one. Ends the process.
  void prove_until_killed(RevisionIndex revision) const {
    const auto begins = [&](const Chain&, Dialect, RevisionIndex i) {
      if (i == revision) std::raise(SIGKILL);
    };
    prove({.is_whole = true,
           .cache = cache_.path(),
           .cache_pause = std::chrono::milliseconds(0),
           .begins = begins});
  }

  std::vector<std::string> files(const std::string& ending) const {
    std::vector<std::string> paths;
    for (const auto& entry : fs::directory_iterator(cache_.path()))
      if (entry.path().string().ends_with(ending)) paths.push_back(entry.path().string());
    return paths;
  }

  static void damage(const std::string& path, std::size_t at) {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(at));
    const int byte = file.get();
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(byte ^ 1));
  }

  testing::MigrationFolder migrations_;
  testing::TemporaryFolder cache_;
};

constexpr const char* wrong_downgrade =
    "D/versions/r9.sql:7: error: sqlite: the downgrade does not restore the schema that the upgrade found\n"
    "  7 | DROP TABLE t8;\n"
    "  table t8 is missing\n"
    "  table t9 is left over\n";

TEST_F(ProofCacheTest, AnAddedRevisionIsRunAlone) {
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  EXPECT_EQ(prove(), "0 run, 9 known, 9 proven\n");
  add(10);
  EXPECT_EQ(prove(), "1 run, 9 known, 10 proven\n");
}

TEST_F(ProofCacheTest, AnAddedRevisionStandsOnWhatIsKept) {
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  write(10, body("ALTER TABLE t9 ADD COLUMN b;", "ALTER TABLE t9 DROP COLUMN b;"));
  EXPECT_EQ(prove(), "1 run, 9 known, 10 proven\n");
  write(11, body("ALTER TABLE t9 DROP COLUMN b;", "ALTER TABLE t9 ADD COLUMN b;"));
  EXPECT_EQ(prove(), "1 run, 10 known, 11 proven\n");
}

TEST_F(ProofCacheTest, AnEditedDowngradeIsANewVerdictOfAllThatFollows) {
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  write(6, body("CREATE TABLE t6 (a INTEGER);", "DROP TABLE IF EXISTS t6;"));
  EXPECT_EQ(prove(), "4 run, 5 known, 9 proven\n");
  add(6);
  EXPECT_EQ(prove(), "0 run, 9 known, 9 proven\n");
}

TEST_F(ProofCacheTest, AnEditedQueryIsAskedOnceMore) {
  migrations_.write("queries/all.sql", "SELECT a FROM t9;\n");
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  EXPECT_EQ(prove(), "0 run, 9 known, 9 proven\n");
  migrations_.write("queries/all.sql", "SELECT b FROM t9;\n");
  const std::string mistake =
      "D/queries/all.sql:1:8: error: sqlite: no such column: b\n"
      "  1 | SELECT b FROM t9;\n"
      "    |        ^\n";
  EXPECT_EQ(prove(), "0 run, 9 known, 9 proven\n" + mistake);
  EXPECT_EQ(prove(), "0 run, 9 known, 9 proven\n" + mistake);
}

TEST_F(ProofCacheTest, ACommentChangesNoVerdict) {
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  write(6, body("-- more\nCREATE TABLE t6 (a INTEGER);", "DROP TABLE t6;"));
  EXPECT_EQ(prove(), "0 run, 9 known, 9 proven\n");
}

TEST_F(ProofCacheTest, AFindingKeepsItsLine) {
  write(9, body("CREATE TABLE t9 (a);", "DROP TABLE t8;"));
  EXPECT_EQ(prove(), std::string("9 run, 0 known, 8 proven\n") + wrong_downgrade);
  EXPECT_EQ(prove(), std::string("0 run, 9 known, 8 proven\n") + wrong_downgrade);
  write(9, "\n" + body("CREATE TABLE t9 (a);", "DROP TABLE t8;"));
  std::string below = wrong_downgrade;
  for (std::size_t at = below.find('7'); at != std::string::npos; at = below.find('7')) below[at] = '8';
  EXPECT_EQ(prove(), "1 run, 8 known, 8 proven\n" + below);
}

TEST_F(ProofCacheTest, WhatFollowsAFailedUpgradeStaysNotProven) {
  write(8, body("CREATE TABLE t1 (a);", "DROP TABLE t1;"));
  const std::string error =
      "D/versions/r8.sql:5:14: error: sqlite: table t1 already exists\n"
      "  5 | CREATE TABLE t1 (a);\n"
      "    |              ^\n";
  const std::string text = prove();
  EXPECT_EQ(text.substr(0, text.find('\n')), "9 run, 0 known, 7 proven");
  add(10);
  EXPECT_EQ(prove().substr(0, text.find('\n')), "1 run, 9 known, 7 proven");
  add(8);
  EXPECT_EQ(prove(), "3 run, 7 known, 10 proven\n");
}

TEST_F(ProofCacheTest, ABranchThatIsSwitchedThereAndBackCostsNothing) {
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  write(9, body("CREATE TABLE other (a);", "DROP TABLE other;"));
  EXPECT_EQ(prove(), "1 run, 8 known, 9 proven\n");
  add(9);
  EXPECT_EQ(prove(), "0 run, 9 known, 9 proven\n");
}

TEST_F(ProofCacheTest, AnAddedRevisionStandsOnTheDatabaseOfItsBranch) {
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  write(9, body("CREATE TABLE other (a);", "DROP TABLE other;"));
  EXPECT_EQ(prove(), "1 run, 8 known, 9 proven\n");
  write(10, body("ALTER TABLE other ADD COLUMN b;", "ALTER TABLE other DROP COLUMN b;"));
  EXPECT_EQ(prove(), "1 run, 9 known, 10 proven\n");
  add(9);
  write(10, body("ALTER TABLE t9 ADD COLUMN b;", "ALTER TABLE t9 DROP COLUMN b;"));
  EXPECT_EQ(prove(), "1 run, 9 known, 10 proven\n");
}

// The rows of a kept database would be in the way of the new revision's.
TEST_F(ProofCacheTest, ANumberOfMadeUpRowsIsANewVerdict) {
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  write(9, body("CREATE TABLE other (a);\nDELETE FROM t5 WHERE rowid = 9001;", "DROP TABLE other;"));
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
}

TEST_F(ProofCacheTest, SettingsAndFixturesAreNewVerdicts) {
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  migrations_.write("fixtures/r5.sql", "INSERT INTO t5 VALUES (1);\n");
  EXPECT_EQ(prove(), "5 run, 4 known, 9 proven\n");
  migrations_.write("fixtures/r5.sql", "INSERT INTO t5 VALUES (2);\n");
  EXPECT_EQ(prove(), "5 run, 4 known, 9 proven\n");
  migrations_.write("fixtures/r5.sqlite.sql", "INSERT INTO t5 VALUES (3);\n");
  EXPECT_EQ(prove(), "5 run, 4 known, 9 proven\n");
  migrations_.write("fixtures/r5.sql", "INSERT INTO t5 VALUES (4);\n");
  EXPECT_EQ(prove(), "0 run, 9 known, 9 proven\n");
  migrations_.write("migrate.yaml", "foreign_keys: off\n");
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  migrations_.write("migrate.yaml", "foreign_keys: off\nverify: upgrade\n");
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  migrations_.write("migrate.yaml", "foreign_keys: off\ntransaction: each\n");
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
}

TEST_F(ProofCacheTest, VerifyFromRunsWhatItStandsOnUpwardsOnly) {
  write(3, body("CREATE TABLE t3 (a);", "DROP TABLE t2;"));
  migrations_.write("migrate.yaml", "verify_from: r5\n");
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  write(5, body("CREATE TABLE t5 (a);", "DROP TABLE t2;"));
  EXPECT_EQ(prove().substr(0, 32), "5 run, 4 known, 8 proven\nD/versi");
}

TEST_F(ProofCacheTest, AQueryIsANewVerdictOfCompatibleRevisions) {
  migrations_.revision("r9", "r8", "-- compatible: true\n", body("CREATE TABLE t9 (a);", "DROP TABLE t9;"));
  migrations_.write("queries/all.sql", "SELECT a FROM t1;\n");
  prove();
  migrations_.write("queries/all.sql", "SELECT a FROM t2;\n");
  EXPECT_EQ(prove().substr(0, 14), "1 run, 8 known");
}

TEST_F(ProofCacheTest, ABuildTellsANoteOnce) {
  write(9, body("ALTER TABLE t8 ADD COLUMN b;", "ALTER TABLE t8 DROP COLUMN b;"));
  migrations_.revision("r10", "r9", "-- lossy: a is gone\n",
                       body("ALTER TABLE t8 DROP COLUMN a;", "ALTER TABLE t8 ADD COLUMN a INTEGER;"));
  write(11, body("CREATE TABLE t11 (a);", "DROP TABLE t11;"));
  const std::string note =
      "r10.sql: note: sqlite: after the downgrade, table t8: the order of the columns is";
  EXPECT_NE(prove().find(note), std::string::npos);
  EXPECT_EQ(prove(), "0 run, 11 known, 11 proven\n");
  EXPECT_NE(prove(true).find(note), std::string::npos);
}

TEST_F(ProofCacheTest, QueriesOfThisReleaseAreNoVerdictOfTheFormerHead) {
  migrations_.write("queries/all.sql", "SELECT a FROM t1;\n");
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  add(10);
  EXPECT_EQ(prove(), "1 run, 9 known, 10 proven\n");
}

TEST_F(ProofCacheTest, DamagedVerdictsAreNone) {
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  const std::string path = files(".verdicts").at(0);
  for (const std::size_t at :
       {std::size_t{20}, std::size_t{fs::file_size(path) / 2}, std::size_t{fs::file_size(path) - 1}}) {
    damage(path, at);
    EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n") << at;
    EXPECT_EQ(prove(), "0 run, 9 known, 9 proven\n") << at;
  }
  fs::resize_file(path, 100);
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
}

TEST_F(ProofCacheTest, DamagedDatabasesAreNone) {
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  for (const std::string& path : files(".sqlite-state")) damage(path, 5000);
  write(10, body("ALTER TABLE t9 ADD COLUMN b;", "ALTER TABLE t9 DROP COLUMN b;"));
  EXPECT_EQ(prove(), "1 run, 9 known, 10 proven\n");
  for (const std::string& path : files(".sqlite-state")) fs::remove(path);
  write(11, body("ALTER TABLE t9 DROP COLUMN b;", "ALTER TABLE t9 ADD COLUMN b;"));
  EXPECT_EQ(prove(), "1 run, 10 known, 11 proven\n");
}

TEST_F(ProofCacheTest, ARevisionThatWasStoppedIsRunAgain) {
  Diagnostics diagnostics;
  write(
      8,
      body("CREATE TABLE t8 AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 90000000)"
           " SELECT count(*) FROM n;",
           "DROP TABLE t8;"));
  const Folder folder = read_folder(migrations_.dir(), diagnostics);
  const std::optional<core::OwnedChain> owned = compile_chain(folder, "chain", diagnostics);
  const Chain& chain = owned->chain();
  for (int run = 0; run < 2; ++run) {
    SqliteScratch engine({}, true);
    engine.keep_states_in(cache_.path());
    const ProofOptions options{.limit = std::chrono::seconds(1)};
    ProofCache cache(cache_.path(), chain, engine, proof_keys(folder, chain, engine, options));
    EXPECT_EQ(cache.known(), run == 0 ? 0U : 7U);
    const Proof proof = prove_with(cache, chain, engine, options);
    EXPECT_EQ(proof.verdicts[7], Verdict::wrong);
    EXPECT_EQ(proof.verdicts[8], Verdict::not_proven);
  }
}

TEST_F(ProofCacheTest, AKilledProofIsContinued) {
  EXPECT_EXIT(prove_until_killed(7), ::testing::KilledBySignal(SIGKILL), "");
  EXPECT_EQ(prove(true), "2 run, 7 known, 9 proven\n");
  EXPECT_EQ(prove(true), "0 run, 9 known, 9 proven\n");
}

TEST_F(ProofCacheTest, AKilledProofWithoutItsDatabaseIsContinued) {
  EXPECT_EXIT(prove_until_killed(7), ::testing::KilledBySignal(SIGKILL), "");
  EXPECT_EQ(files(".sqlite-state").size(), 1U);
  for (const std::string& path : files(".sqlite-state")) fs::remove(path);
  EXPECT_EQ(prove(true), "2 run, 7 known, 9 proven\n");
}

// Whatever was found until then, and whatever it has left in the database.
TEST_F(ProofCacheTest, AKilledProofFindsOutTheSame) {
  write(2, body("CREATE TABLE t2 (a INTEGER PRIMARY KEY);\nCREATE VIEW v2 AS SELECT a FROM t1;",
                "DROP VIEW v2;\nDROP TABLE t2;"));
  migrations_.revision("r3", "r2", "-- lossy: no rows\n",
                       body("DROP TABLE t1;", "CREATE TABLE t1 (a INTEGER);"));
  write(4, body("CREATE TABLE t4 (a, CHECK (later(a) > 0));", "DROP TABLE t4;"));
  migrations_.revision("r5", "r4", "-- lossy: no rows\n",
                       body("DROP TABLE t2;", "CREATE TABLE t2 (a INTEGER PRIMARY KEY);"));
  write(6, body("CREATE TABLE t6 (a INTEGER REFERENCES nowhere (a));", "DROP TABLE t5;"));
  migrations_.write("fixtures/r6.sql", "INSERT INTO t6 VALUES (NULL);\nINSERT INTO t7 VALUES (1);\n");
  write(8, body("DROP TABLE t1;", "SELECT 1;"));
  const std::string begin = "9 run, 0 known";
  const std::string text = prove(ProofTask());
  EXPECT_EQ(text.substr(0, begin.size()), begin);
  for (int known = 1; known < 9; ++known) {
    EXPECT_EXIT(prove_until_killed(static_cast<RevisionIndex>(known)), ::testing::KilledBySignal(SIGKILL),
                "");
    EXPECT_EQ(prove(true), std::to_string(9 - known) + " run, " + std::to_string(known) + " known" +
                               text.substr(begin.size()));
    for (const auto& entry : fs::directory_iterator(cache_.path())) fs::remove(entry.path());
  }
}

TEST_F(ProofCacheTest, AKilledProofLeavesTheDatabasesOfOtherBranches) {
  EXPECT_EQ(prove(), "9 run, 0 known, 9 proven\n");
  const std::vector<std::string> kept = files(".sqlite-state");
  write(2, body("CREATE TABLE other (a);", "DROP TABLE other;"));
  EXPECT_EXIT(prove_until_killed(8), ::testing::KilledBySignal(SIGKILL), "");
  EXPECT_EQ(files(".sqlite-state").size(), kept.size() + 1);
  EXPECT_EQ(prove(), "1 run, 8 known, 9 proven\n");
  for (const std::string& path : kept) EXPECT_TRUE(fs::exists(path));
}

TEST_F(ProofCacheTest, KeepsFewDatabasesAndNoneOfAnInterruptedRun) {
  cache_.write("4711.tmp.sqlite-state", "half");
  for (int i = 10; i <= 20; ++i) {
    add(i);
    prove();
  }
  EXPECT_LE(files(".sqlite-state").size(), 5U);
  EXPECT_TRUE(files(".tmp.sqlite-state").empty());
}

TEST_F(ProofCacheTest, ALongChainIsRunTogetherAtItsEnd) {
  for (int i = 10; i <= 120; ++i) add(i);
  EXPECT_EQ(prove(), "120 run, 0 known, 120 proven\n");
  write(121, body("ALTER TABLE t120 ADD COLUMN b;", "ALTER TABLE t120 DROP COLUMN b;"));
  EXPECT_EQ(prove(), "1 run, 120 known, 121 proven\n");
  EXPECT_EQ(prove(true), "0 run, 121 known, 121 proven\n");
  write(60, body("CREATE TABLE t60 (b);", "DROP TABLE t60;"));
  EXPECT_EQ(prove(), "62 run, 59 known, 121 proven\n");
}

TEST(LastMilestone, LeavesAHundredRevisionsAtMost) {
  EXPECT_EQ(last_milestone(1), 0U);
  EXPECT_EQ(last_milestone(100), 0U);
  EXPECT_EQ(last_milestone(101), 50U);
  EXPECT_EQ(last_milestone(150), 50U);
  EXPECT_EQ(last_milestone(151), 100U);
}

}  // namespace
}  // namespace migrate::migc

// migc as a person runs it: its command line, its output, its exit code, and the files that it leaves.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <regex>

#include "migc/run_program.h"

namespace migrate::migc {
namespace {

using testing::Outcome;
using testing::TemporaryFolder;

std::string header(std::string_view id, std::string_view parent, std::string_view more = "") {
  return "-- revision: " + std::string(id) + "\n-- down_revision: " + std::string(parent) + "\n" +
         std::string(more) + "\n";
}

constexpr std::string_view body =
    "-- migrate: upgrade\n"
    "CREATE TABLE t (a);\n"
    "-- migrate: downgrade\n"
    "DROP TABLE t;\n";
// On top of that.
constexpr std::string_view next_body =
    "-- migrate: upgrade\n"
    "CREATE TABLE u (a);\n"
    "-- migrate: downgrade\n"
    "DROP TABLE u;\n";

// A folder with the chain a <- b, in which tests break things.
class Migc : public ::testing::Test {
 protected:
  Migc() {
    write("a.sql", header("a", "none") + std::string(body));
    write("b.sql", header("b", "a") + std::string(next_body));
  }

  void write(const std::string& name, std::string_view bytes) { folder_.write("m/versions/" + name, bytes); }
  Outcome run(const std::string& arguments) {
    return testing::run_in(folder_, std::string(MIGRATE_MIGC) + " " + arguments);
  }

  TemporaryFolder folder_;
};

TEST_F(Migc, CheckTellsWhatItFound) {
  EXPECT_EQ(
      run("check --dir m"),
      (Outcome{0, "m: 2 revisions, head b; the chain is valid\nsqlite: 2 of 2 revisions proven\n", ""}));
}

TEST_F(Migc, CheckProvesTheChain) {
  write("b.sql", header("b", "a") +
                     "-- migrate: upgrade\nALTER TABLE t ADD COLUMN b;\nCREATE INDEX ix ON t (a);\n" +
                     "-- migrate: downgrade\nALTER TABLE t DROP COLUMN b;\n");
  EXPECT_EQ(run("check --dir m"),
            (Outcome{3, "",
                     "m/versions/b.sql:8: error: sqlite: the downgrade does not restore the schema that the"
                     " upgrade found\n"
                     "  8 | ALTER TABLE t DROP COLUMN b;\n"
                     "  index ix on t is left over\n"
                     "error: 1 mistake; the chain is not proven\n"}));
  folder_.write("m/migrate.yaml", "verify: off\n");
  EXPECT_EQ(run("check --dir m"),
            (Outcome{0, "m: 2 revisions, head b; the chain is valid\nsqlite: not proven\n", ""}));
}

TEST_F(Migc, CheckListsTablesWithoutRows) {
  write("b.sql", header("b", "a") +
                     "-- migrate: upgrade\nCREATE TABLE one (id INTEGER PRIMARY KEY CHECK (id = 1));\n" +
                     "-- migrate: downgrade\nDROP TABLE one;\n");
  const std::string found = "m: 2 revisions, head b; the chain is valid\nsqlite: 2 of 2 revisions proven\n";
  EXPECT_EQ(run("check --dir m"), (Outcome{0, found, ""}));
  EXPECT_EQ(run("check --dir m -v --cache build").out,
            found + "sqlite: 0 of 2 verdicts were known; they are kept in build\n" +
                "sqlite: fewer than two rows in one: UNIQUE constraint failed: one.id\n");
}

TEST_F(Migc, CheckReportsEveryMistakeAtOnce) {
  write("a.sql", "\xEF\xBB\xBF" + header("a", "none") + std::string(body));
  write("c.sql", header("c", "nosuch", "-- depends_on: unknown\n") + std::string(body));
  write("d.sql", header("b", "a") + std::string(body));
  write("e.sql", header("e", "f") + std::string(body));
  write("f.sql", header("f", "e") + std::string(body));
  EXPECT_EQ(
      run("--dir m check"),
      (Outcome{3, "",
               "m/versions/a.sql:1: error: byte order mark at offset 0; save the file as UTF-8 without it\n"
               "m/versions/b.sql:1: error: several heads: b, c\n"
               "  1 | -- revision: b\n"
               "m/versions/c.sql:2: error: down_revision \"nosuch\" does not exist\n"
               "  2 | -- down_revision: nosuch\n"
               "m/versions/c.sql:3: error: depends_on \"unknown\" is neither a revision nor a branch label\n"
               "  3 | -- depends_on: unknown\n"
               "m/versions/d.sql:1: error: duplicate revision id \"b\", first in m/versions/b.sql\n"
               "  1 | -- revision: b\n"
               "m/versions/e.sql:2: error: cycle: e -> f -> e\n"
               "  2 | -- down_revision: f\n"
               "error: 6 mistakes; the chain is not valid\n"}));
}

TEST_F(Migc, SaysHowAFolderGetsItsFirstRevision) {
  EXPECT_EQ(run("check --dir nowhere"), (Outcome{3, "",
                                                 "nowhere/versions: error: this folder does not exist\n"
                                                 "  to fix it: migc --dir nowhere init\n"
                                                 "error: 1 mistake; the chain is not valid\n"}));
  folder_.write("e/migrate.yaml", "versions: versions, it's\n");
  folder_.write("e/it's/.gitkeep", "");
  EXPECT_EQ(run("check --dir e"),
            (Outcome{3, "",
                     "e/it's: error: no revision files here (*.sql, *.yaml, *.yml)\n"
                     "e/versions: error: this folder does not exist\n"
                     "  to fix it: migc --dir e revision -m MESSAGE\n"
                     "  to fix it: migc --dir e revision -m MESSAGE --version-path 'it'\\''s'\n"
                     "error: 2 mistakes; the chain is not valid\n"}));
}

TEST_F(Migc, CheckPrintsMistakesAsJson) {
  write("b.sql", header("b", "nosuch") + "-- migrate: upgrade\nCOMMIT;\n-- migrate: downgrade\nSELECT 1;\n");
  EXPECT_EQ(
      run("check --dir m --format json"),
      (Outcome{
          3,
          R"({"valid":false,"revisions":2,"heads":[],"mistakes":[)"
          R"({"file":"m/versions/a.sql","line":1,"column":0,"message":"several heads: a, b"},)"
          R"({"file":"m/versions/b.sql","line":2,"column":0,"message":"down_revision \"nosuch\" does not exist"},)"
          R"({"file":"m/versions/b.sql","line":5,"column":1,)"
          R"("message":"COMMIT ends the transaction that the migration runs in; leave it out"}],"proofs":[{"dialect":"sqlite","proven":null,"notes":[],"not_proven_beyond":[]}],"schemas":[],"database":null})"
          "\n",
          ""}));
}

TEST_F(Migc, CompileWritesNothingWhenThereIsAMistake) {
  folder_.write("out/revisions.cpp", "as before");
  write("b.sql", header("b", "nosuch") + std::string(body));
  EXPECT_EQ(
      run("compile --dir m --output out/revisions.cpp --chain-header out/chain.h --stamp out/stamp").code, 3);
  EXPECT_EQ(folder_.read("out/revisions.cpp"), "as before");
  EXPECT_EQ(testing::run_in(folder_, "ls out").out, "revisions.cpp\n");
}

TEST_F(Migc, CompileStopsWhenTheFolderIsNotTheOneThatWasChecked) {
  EXPECT_EQ(testing::run_in(folder_,
                            "echo 'migrate-manifest 1' >manifest && cd m && "
                            "sha256sum versions/*.sql | sed 's/  / /' >>../manifest")
                .code,
            0);
  EXPECT_EQ(run("compile --dir m --manifest manifest --output out.cpp"), (Outcome{0, "", ""}));
  write("b.sql", header("b", "a") + std::string(body) + "-- edited\n");
  EXPECT_EQ(run("compile --dir m --manifest manifest --output out.cpp"),
            (Outcome{3, "",
                     "manifest: error: versions/b.sql was changed after CMake checked the folder\n"
                     "  to fix it: build again: CMake then reads the folder again\n"
                     "error: 1 mistake; nothing was compiled\n"}));
}

TEST_F(Migc, CompileRefusesANameThatIsNoIdentifier) {
  EXPECT_EQ(run("compile --dir m --name 9x --output out.cpp").code, 2);
}

TEST_F(Migc, AMissingDowngradeIsAMistake) {
  write("b.sql", header("b", "a") + "-- migrate: upgrade\nSELECT 1;\n");
  EXPECT_EQ(run("check --dir m").err,
            "m/versions/b.sql:1: error: no \"-- migrate: downgrade\" section for sqlite\n"
            "  1 | -- revision: b\n"
            "  write it, or let migc derive it: migc --dir m derive b\n"
            "  or say in the header why there is none: -- irreversible: WHY\n"
            "error: 1 mistake; the chain is not valid\n");
}

TEST_F(Migc, AnIrreversibleRevisionNeedsNoDowngrade) {
  write("b.sql", header("b", "a", "-- irreversible: rows are gone\n") + "-- migrate: upgrade\nSELECT 1;\n");
  EXPECT_EQ(run("check --dir m").code, 0);
}

TEST_F(Migc, AnIrreversibleRevisionMayNotHaveADowngrade) {
  write("b.sql", header("b", "a", "-- irreversible: rows are gone\n") + std::string(body));
  EXPECT_EQ(run("check --dir m").err,
            "m/versions/b.sql:3: error: irreversible, but there is a downgrade for sqlite\n"
            "  3 | -- irreversible: rows are gone\n"
            "error: 1 mistake; the chain is not valid\n");
}

TEST_F(Migc, LooksAtAChainWithSeveralHeads) {
  write("c.sql", header("c", "a") + std::string(body));
  EXPECT_EQ(run("heads --dir m"), (Outcome{0, "c (head)\nb (head)\n", ""}));
  EXPECT_EQ(run("plan upgrade heads --dir m --rows c --format json").out,
            "{\"steps\":[{\"direction\":\"upgrade\",\"revision\":\"b\"}],\"rows\":[\"b\",\"c\"]}\n");
}

TEST_F(Migc, DoesNotLookAtAChainThatIsNone) {
  write("c.sql", header("c", "nosuch") + std::string(body));
  EXPECT_EQ(run("history --dir m"),
            (Outcome{3, "",
                     "m/versions/c.sql:2: error: down_revision \"nosuch\" does not exist\n"
                     "  2 | -- down_revision: nosuch\n"
                     "error: 1 mistake; the chain is invalid\n"}));
}

TEST_F(Migc, LockKeepsWhatIsReleased) {
  EXPECT_EQ(run("lock --dir m"), (Outcome{0, "m/migrate.lock: 2 revisions, 2 new\n", ""}));
  write("c.sql", header("c", "b") + std::string(body));
  EXPECT_EQ(run("lock --dir m"), (Outcome{0, "m/migrate.lock: 3 revisions, 1 new\n", ""}));
  write("b.sql", header("b", "a") + std::string(body) + "-- edited\n");
  EXPECT_EQ(run("lock --dir m"),
            (Outcome{3, "",
                     "m/versions/b.sql:1: error: locked revision \"b\" was edited\n"
                     "  to fix it: undo the change, or, where it is meant, migc --dir m lock --accept b\n"
                     "error: 1 mistake; nothing was locked\n"}));
}

TEST_F(Migc, LockAcceptsADeliberateChange) {
  EXPECT_EQ(run("lock --dir m").code, 0);
  write("b.sql", header("b", "a") + std::string(body) + "-- edited\n");
  EXPECT_EQ(run("check --dir m").code, 3);
  EXPECT_EQ(run("lock --dir m --accept b"),
            (Outcome{0, "m/migrate.lock: 2 revisions, 0 new, accepted b\n", ""}));
  EXPECT_EQ(run("check --dir m").code, 0);
}

// What the lock file says of the proof of each revision, with V for a version of SQLite.
std::string proofs_in(const std::string& lock) {
  const std::string shortened = std::regex_replace(lock, std::regex(" \\S+ [0-9a-f]{64}"), "");
  return std::regex_replace(shortened, std::regex("sqlite:[0-9.]+"), "sqlite:V");
}

TEST_F(Migc, LockRecordsWhatEachRevisionWasProvenWith) {
  write("c.sql", header("c", "b", "-- irreversible: gone\n") + "-- migrate: upgrade\nDROP TABLE u;\n");
  write("d.sql", header("d", "c") + std::string(body));  // its table exists
  EXPECT_EQ(run("lock --dir m").code, 0);
  EXPECT_EQ(proofs_in(folder_.read("m/migrate.lock")),
            "migrate.lock 1\na sqlite:V:roundtrip\nb sqlite:V:roundtrip\nc sqlite:V:up\nd\n");
}

TEST_F(Migc, LockKeepsTheRecordsOfReleasedRevisions) {
  EXPECT_EQ(run("lock --dir m").code, 0);
  const std::string old =
      std::regex_replace(folder_.read("m/migrate.lock"), std::regex(" sqlite:\\S+"), " sqlite:3.0:roundtrip");
  folder_.write("m/migrate.lock", old);
  write("b.sql", header("b", "a") + std::string(next_body) + "-- edited\n");
  folder_.write("m/migrate.yaml", "verify: upgrade\n");
  EXPECT_EQ(run("lock --dir m --accept b").code, 0);
  EXPECT_EQ(
      std::regex_replace(folder_.read("m/migrate.lock"), std::regex(" [0-9a-f]{64}"), ""),
      "migrate.lock 1\na none sqlite:3.0:roundtrip\nb a sqlite:" + std::string(SQLITE_VERSION) + ":up\n");
  folder_.write("m/migrate.yaml", "verify: off\n");
  write("c.sql", header("c", "b") + std::string(body));
  EXPECT_EQ(run("lock --dir m").code, 0);
  EXPECT_THAT(proofs_in(folder_.read("m/migrate.lock")), ::testing::EndsWith("\nc\n"));
}

TEST_F(Migc, ShowTellsWhereARevisionWasProven) {
  EXPECT_THAT(run("show --dir m b").out, ::testing::Not(::testing::HasSubstr("Proven")));
  EXPECT_EQ(run("lock --dir m").code, 0);
  EXPECT_THAT(run("show --dir m b").out, ::testing::HasSubstr("\nProven on: sqlite\n"));
}

TEST_F(Migc, CheckTellsWhereTheProofStops) {
  write("c.sql",
        header("c", "b") +
            "-- migrate: upgrade\n-- migrate: call fill\n-- migrate: downgrade\n-- nothing to undo\n");
  EXPECT_THAT(run("check --dir m").out,
              ::testing::HasSubstr("\nsqlite: 2 of 3 revisions proven; not proven beyond c\n"));
  EXPECT_THAT(run("check --dir m --format json").out, ::testing::HasSubstr("\"not_proven_beyond\":[\"c\"]"));
}

TEST_F(Migc, CheckTellsNotesBesideMistakes) {
  write("c.sql", header("c", "b") +
                     "-- migrate: upgrade\nCREATE TABLE runs (id INTEGER PRIMARY KEY, state TEXT);\n"
                     "-- migrate: downgrade\nDROP TABLE runs;\n");
  write("d.sql", header("d", "c") +
                     "-- migrate: upgrade\nCREATE TABLE named (state TEXT NOT NULL);\n"
                     "INSERT INTO named SELECT state FROM runs;\n"
                     "-- migrate: downgrade\nDROP TABLE other;\n");
  EXPECT_EQ(
      run("check --dir m").err,
      "m/versions/d.sql:8:12: error: sqlite: the downgrade fails: no such table: other\n"
      "  8 | DROP TABLE other;\n"
      "    |            ^\n"
      "m/versions/d.sql:6: note: sqlite: with made-up rows, the upgrade fails: NOT NULL constraint failed: "
      "named.state; without them, it succeeds. Write rows like those of users to fixtures/c.sql\n"
      "error: 1 mistake; the chain is not proven\n");
}

TEST_F(Migc, TwoProofsAtOnceDoNotDisturbEachOther) {
  const std::string prove = std::string(MIGRATE_MIGC) + " prove --dir m --cache build --output proof.json";
  for (int round = 0; round < 3; ++round) {
    write("c" + std::to_string(round) + ".sql",
          header("c" + std::to_string(round), round == 0 ? "b" : "c" + std::to_string(round - 1)) +
              "-- migrate: upgrade\nALTER TABLE t ADD COLUMN c" + std::to_string(round) +
              ";\n-- migrate: downgrade\nALTER TABLE t DROP COLUMN c" + std::to_string(round) + ";\n");
    EXPECT_EQ(testing::run_in(folder_, prove + " & first=$!; " + prove + " && wait $first"), Outcome{});
  }
  EXPECT_THAT(run("prove --dir m --cache build -v").out,
              ::testing::HasSubstr(": 5 of 5 revisions proven; 0 run, 5 from the cache\n"));
}

TEST_F(Migc, ProveWritesTheVerdictsAlsoOfAChainThatIsWrong) {
  write("c.sql", header("c", "b") +
                     "-- migrate: upgrade\nDROP TABLE u;\n-- migrate: downgrade\nCREATE TABLE v (a);\n");
  EXPECT_EQ(run("prove --dir m --output out/proof.json --stamp stamp").code, 3);
  const std::string json =
      std::regex_replace(folder_.read("out/proof.json"), std::regex("[0-9a-f]{64}"), "DIGEST");
  EXPECT_THAT(
      json,
      ::testing::HasSubstr(
          R"({"revision":"b","file":"versions/b.sql","digest":"DIGEST","verdict":"proven","directions":"roundtrip","cached":false,"findings":[]})"));
  EXPECT_THAT(
      json,
      ::testing::HasSubstr(
          R"({"revision":"c","file":"versions/c.sql","digest":"DIGEST","verdict":"wrong","directions":"roundtrip","cached":false,"findings":[{"error":true,)"));
  EXPECT_EQ(folder_.read("stamp"), "");
  EXPECT_EQ(testing::run_in(folder_, "test -e stamp").code, 1);
}

TEST_F(Migc, CheckUsesTheVerdictsOfABuild) {
  EXPECT_EQ(run("prove --dir m --cache build -v").code, 0);
  EXPECT_EQ(run("check --dir m --cache build").out,
            "m: 2 revisions, head b; the chain is valid\nsqlite: 2 of 2 revisions proven\n");
  EXPECT_THAT(run("prove --dir m --cache build -v").out, ::testing::HasSubstr("; 0 run, 2 from the cache\n"));
}

// The commands of these share a temporary folder.
class Verdicts : public Migc {
 protected:
  Outcome run(const std::string& arguments, const std::string& dir = "m") {
    return testing::run_in(
        folder_, "TMPDIR=$PWD/tmp " + std::string(MIGRATE_MIGC) + " --dir " + dir + ' ' + arguments);
  }
  // How many a check knows, and where they are.
  std::string known(const std::string& options = "", const std::string& dir = "m") {
    const std::string text = run("check -v " + options, dir).out;
    const std::regex line("sqlite: (.*) verdicts were known; they are kept in (.*/)?([^/\n-]*).*\n");
    std::smatch match;
    return std::regex_search(text, match, line) ? match[1].str() + " in " + match[3].str() : text;
  }
  std::string build() {
    const std::string text = run("prove --cache build -v").out;
    return text.substr(text.find(';') + 2);
  }

 private:
  void SetUp() override { folder_.write("tmp/other", ""); }
};

TEST_F(Verdicts, AreThoseOfTheLastBuild) {
  EXPECT_EQ(build(), "2 run, 0 from the cache\n");
  EXPECT_EQ(known(), "2 of 2 in build");
  EXPECT_EQ(known("--url sqlite:///x.db", "./m/../m"), "2 of 2 in build");
  write("c.sql", header("c", "b") +
                     "-- migrate: upgrade\nCREATE TABLE v (a);\n-- migrate: downgrade\nDROP TABLE v;\n");
  EXPECT_EQ(known(), "2 of 3 in build");
}

TEST_F(Verdicts, OfTheLastBuildAreShown) {
  write("c.sql", header("c", "b") + "-- migrate: upgrade\nDROP TABLE u;\n-- migrate: downgrade\nSELECT 1;\n");
  EXPECT_EQ(run("show b").out.find("Last build"), std::string::npos);
  EXPECT_EQ(run("prove --cache build --output proof.json").code, 3);
  const std::string version = SQLITE_VERSION;
  const auto shown = [&](const std::string& id) {
    const std::string text = run("show " + id).out;
    const std::size_t at = text.find("Last build: ");
    return at == text.npos ? "" : text.substr(at, text.find('\n', at) - at);
  };
  EXPECT_EQ(shown("b"), "Last build: sqlite " + version + ": proven");
  EXPECT_EQ(shown("c"), "Last build: sqlite " + version + ": wrong");
  write("c.sql", header("c", "b") + std::string(body));
  EXPECT_EQ(shown("c"), "Last build: sqlite " + version + ": wrong; the file was edited since");
  EXPECT_THAT(run("show c --format json").out,
              ::testing::HasSubstr(R"("last_build":[{"dialect":"sqlite","version":")" + version +
                                   R"(","verdict":"wrong","outdated":true}]})"));
  write("d.sql", header("d", "c") + std::string(body));
  EXPECT_EQ(shown("d"), "");
  folder_.write("m/migrate.yaml", "dialects: sqlite, postgres\n");
  EXPECT_EQ(run("prove --cache build --output proof.json --verify-postgres off").code, 3);
  EXPECT_EQ(shown("b"), "Last build: sqlite " + version + ": proven");
  testing::run_in(folder_, "rm proof.json");
  EXPECT_EQ(shown("b"), "");
}

TEST_F(Verdicts, LieInATemporaryFolderWithoutABuild) {
  EXPECT_EQ(known(), "0 of 2 in migrate");
  EXPECT_EQ(known(), "2 of 2 in migrate");
  EXPECT_EQ(known("--cache x/build"), "0 of 2 in build");
  EXPECT_EQ(known(), "2 of 2 in migrate");
  EXPECT_EQ(testing::run_in(folder_, "stat -c %A tmp/migrate-proof-*").out, "drwx------\n");
  build();
  EXPECT_EQ(known(), "2 of 2 in build");
  testing::run_in(folder_, "rm -r build");
  EXPECT_EQ(known(), "2 of 2 in migrate");
}

// Another user could have made the link.
TEST_F(Verdicts, AreNotFoundThroughALink) {
  build();
  testing::run_in(folder_, "cd tmp; for name in migrate-proof-*; do mv $name mine; ln -s mine $name; done");
  EXPECT_EQ(run("check -v").out,
            "m: 2 revisions, head b; the chain is valid\nsqlite: 2 of 2 revisions proven\n");
}

TEST_F(Verdicts, OfLockAndDeriveAreKept) {
  EXPECT_EQ(build(), "2 run, 0 from the cache\n");
  write("c.sql", header("c", "b") + "-- migrate: upgrade\nCREATE TABLE v (a);\n");
  EXPECT_EQ(run("derive").code, 0);
  EXPECT_EQ(build(), "0 run, 3 from the cache\n");
  write("d.sql", header("d", "c") +
                     "-- migrate: upgrade\nCREATE TABLE w (a);\n-- migrate: downgrade\nDROP TABLE w;\n");
  EXPECT_EQ(run("lock").code, 0);
  EXPECT_EQ(known(), "4 of 4 in build");
}

TEST_F(Migc, CheckPrintsNotesAfterMistakes) {
  write("a.sql", header("a", "none") +
                     "-- migrate: upgrade\nCREATE TABLE t (a, b);\n-- migrate: downgrade\nDROP TABLE t;\n");
  write("b.sql", header("b", "a", "-- lossy: a is gone\n") +
                     "-- migrate: upgrade\nALTER TABLE t DROP COLUMN a;\n" +
                     "-- migrate: downgrade\nALTER TABLE t ADD COLUMN a;\n");
  write("c.sql", header("c", "b") + "-- migrate: upgrade\nDROP TABLE x;\n-- migrate: downgrade\nSELECT 1;\n");
  const std::string told =
      "m/versions/c.sql:5:12: error: sqlite: no such table: x\n"
      "  5 | DROP TABLE x;\n"
      "    |            ^\n"
      "m/versions/b.sql: note: sqlite: after the downgrade, table t: the order of the columns is b, a, was "
      "a, b\n"
      "error: 1 mistake; the chain is not proven\n";
  EXPECT_EQ(run("check --dir m"), (Outcome{3, "", told}));
  EXPECT_EQ(run("prove --dir m"), (Outcome{3, "", told}));
}

TEST_F(Migc, LockPrintsJson) {
  EXPECT_EQ(run("lock --dir m --format json"),
            (Outcome{0,
                     "{\"file\":\"m/migrate.lock\",\"revisions\":2,\"new\":2,\"accepted\":[],"
                     "\"queries\":{\"written\":[],\"removed\":[]}}\n",
                     ""}));
  write("b.sql", header("b", "a") + std::string(body) + "-- edited\n");
  write("c.sql", header("c", "b") + std::string(body));
  EXPECT_EQ(run("lock --dir m --format json --accept b --accept b"),
            (Outcome{0,
                     "{\"file\":\"m/migrate.lock\",\"revisions\":3,\"new\":1,\"accepted\":[\"b\"],"
                     "\"queries\":{\"written\":[],\"removed\":[]}}\n",
                     ""}));
}

TEST_F(Migc, LockKeepsWhatTheReleaseAsks) {
  folder_.write("m/queries/runs.sql", "SELECT a FROM t;\n");
  folder_.write("m/queries/old.sql", "SELECT 1;\n");
  EXPECT_EQ(run("lock --dir m"), (Outcome{0,
                                          "m/migrate.lock: 2 revisions, 2 new\n"
                                          "wrote m/queries/b/old.sql\nwrote m/queries/b/runs.sql\n",
                                          ""}));
  EXPECT_EQ(folder_.read("m/queries/b/runs.sql"), "SELECT a FROM t;\n");
  EXPECT_EQ(run("lock --dir m").out, "m/migrate.lock: 2 revisions, 0 new\n");
  folder_.write("m/queries/runs.sql", "SELECT 2;\n");
  EXPECT_EQ(testing::run_in(folder_, "rm m/queries/old.sql").code, 0);
  EXPECT_EQ(run("lock --dir m").out,
            "m/migrate.lock: 2 revisions, 0 new\n"
            "wrote m/queries/b/runs.sql\n"
            "removed m/queries/b/old.sql, whose original is gone\n");
  EXPECT_EQ(testing::run_in(folder_, "find m/queries -type f | sort").out,
            "m/queries/b/runs.sql\nm/queries/runs.sql\n");
}

TEST_F(Migc, AWordThatAnOptionDoesNotTakeIsAnsweredWithThoseThatItTakes) {
  EXPECT_EQ(
      run("check --dir m --format x"),
      (Outcome{2, "",
               "error: --format: \"x\" is none of: json, text\n  migc check --help shows what there is\n"}));
}

TEST_F(Migc, LockRefusesToAcceptWhatIsNotLocked) {
  EXPECT_EQ(run("lock --dir m --accept nosuch"),
            (Outcome{2, "", "error: revision \"nosuch\" is not locked; nothing was written\n"}));
}

TEST_F(Migc, EndsCleanlyWhenNobodyReadsItsOutput) {
  EXPECT_EQ(run("history --dir m >/dev/full").err, "error: the output could not be written\n");
  EXPECT_EQ(run("history --dir m >&-"), (Outcome{7, "", "error: the output could not be written\n"}));
}

}  // namespace
}  // namespace migrate::migc

// Each thing that can change a verdict changes its key and those after it, and nothing else does.

#include "migc/proof/proof_keys.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "migc/chain/chain_rules.h"
#include "migc/compile/compiler.h"
#include "migc/migration_folder.h"

namespace migrate::migc {
namespace {

class NamedEngine final : public ScratchEngine {
 public:
  NamedEngine(Dialect dialect, std::string identity) : dialect_(dialect), identity_(std::move(identity)) {}
  Dialect dialect() const noexcept override { return dialect_; }
  std::string version() const override { return "1"; }
  std::string identity() const override { return identity_; }
  std::unique_ptr<ScratchDatabase> make_database() override { return nullptr; }

 private:
  Dialect dialect_;
  std::string identity_;
};

// The chain r0 <- r1 <- r2 <- r3; r1 has a fixture, and r2 is compatible.
class ProofKeysTest : public ::testing::Test {
 protected:
  ProofKeysTest() {
    set("");
    for (int i = 0; i < 4; ++i) write(i, i == 2 ? "-- compatible: true\n" : "");
    migrations_.write("fixtures/r1.sql", "INSERT INTO r1 VALUES (1);\n");
    migrations_.write("queries/all.sql", "SELECT a FROM r1;\n");
  }

  void set(const std::string& settings) const {
    migrations_.write("migrate.yaml", "dialects: sqlite, postgres\nallow_multiple_heads: true\n" + settings);
  }
  static std::string id(int number) { return "r" + std::to_string(number); }
  static std::string parent_of(int number) { return number == 0 ? "none" : id(number - 1); }
  static std::string body(const std::string& upgrade, const std::string& downgrade) {
    return "-- migrate: upgrade\n" + upgrade + "\n-- migrate: downgrade\n" + downgrade + "\n";
  }
  void write(int number, const std::string& header) const { write(number, header, parent_of(number)); }
  void write(int number, const std::string& header, const std::string& parent) const {
    const std::string table = id(number);
    migrations_.revision(id(number), parent, header,
                         body("CREATE TABLE " + table + " (a INT);", "DROP TABLE " + table + ";"));
  }
  void write_body(int number, const std::string& text) const {
    migrations_.revision(id(number), parent_of(number), "", text);
  }

  ProofKeys keys(ProofOptions options = {}, const std::string& identity = "engine",
                 Dialect dialect = Dialect::sqlite) const {
    Diagnostics diagnostics;
    const Folder folder = read_folder(migrations_.dir(), diagnostics);
    check_structure(folder, diagnostics);
    const std::optional<core::OwnedChain> owned = compile_chain(folder, "chain", diagnostics);
    EXPECT_TRUE(owned) << to_text(diagnostics, Color::no);
    if (!owned) return {};
    const Chain& chain = owned->chain();
    const std::vector<SourceFile> files = read_fixture_files(folder.dir, chain, diagnostics);
    options.fixtures = fixtures_of(files, chain, dialect, diagnostics);
    return proof_keys(folder, chain, NamedEngine(dialect, identity), options);
  }

  // "states 1-3, verdicts 1-3, end": which are no longer what they were.
  static std::string changed(const ProofKeys& before, const ProofKeys& after) {
    std::string text;
    const auto add = [&](const std::string& what) { text += (text.empty() ? "" : ", ") + what; };
    const auto compare = [&](const std::string& name, const std::vector<core::Digest>& was,
                             const std::vector<core::Digest>& is) {
      std::string numbers;
      for (std::size_t i = 0; i < is.size(); ++i)
        if (i >= was.size() || was[i] != is[i]) numbers += std::to_string(i);
      if (!numbers.empty()) add(name + ' ' + numbers);
    };
    compare("states", before.states, after.states);
    compare("verdicts", before.verdicts, after.verdicts);
    compare("lines", before.lines, after.lines);
    if (before.end != after.end) add("end");
    return text;
  }
  std::string changed_by(const std::function<void()>& change) const {
    const ProofKeys before = keys();
    change();
    return changed(before, keys());
  }

  testing::MigrationFolder migrations_;
};

constexpr const char* all = "states 0123, verdicts 0123, end";
constexpr const char* from_1 = "states 123, verdicts 123, end";
constexpr const char* from_2 = "states 23, verdicts 23, end";

TEST_F(ProofKeysTest, TellEnginesApart) {
  EXPECT_EQ(changed(keys(), keys()), "");
  EXPECT_EQ(changed(keys(), keys({}, "another engine")), all);
  EXPECT_EQ(changed(keys(), keys({}, "engine", Dialect::postgres)), all);
}

TEST_F(ProofKeysTest, TellSettingsApart) {
  for (const char* settings : {"version_table: versions\n", "schema: app\n", "version_schema: app\n",
                               "search_path: app, more\n", "transaction: each\n", "foreign_keys: off\n"}) {
    EXPECT_EQ(changed_by([&] { set(settings); }), all) << settings;
    set("");
  }
  for (const char* settings : {"verify_locked: error\n", "verify_postgres: off\n", "file_template: x_{id}\n"})
    EXPECT_EQ(changed_by([&] { set(settings); }), "") << settings;
}

TEST_F(ProofKeysTest, TellHeadersApart) {
  const std::string upgrade = "-- migrate: upgrade\nCREATE TABLE r1 (a INT);\n";
  for (const char* header : {"-- message: other\n", "-- branch_labels: other\n", "-- unproven: WHY\n"}) {
    write(1, "");
    EXPECT_EQ(changed_by([&] { write(1, header); }), "lines 1") << header;
  }
  for (const char* header : {"-- transaction: own\n", "-- transaction: none\n", "-- compatible: true\n",
                             "-- lossy: WHY\n", "-- depends_on: r0\n"}) {
    write(1, "");
    EXPECT_EQ(changed_by([&] { write(1, header); }), "states 123, verdicts 123, lines 1, end") << header;
  }
  migrations_.revision("r1", "r0", "-- message: so\n",
                       upgrade + "-- migrate: downgrade\n-- nothing to undo\n");
  EXPECT_EQ(changed_by([&] { migrations_.revision("r1", "r0", "-- irreversible: so\n", upgrade); }), from_1);
}

TEST_F(ProofKeysTest, TellIdsAndParentsApart) {
  EXPECT_EQ(changed_by([&] { write(2, "-- compatible: true\n", "r0"); }), from_2);
  write(2, "-- compatible: true\n");
  EXPECT_EQ(changed_by([&] { write(3, "", "r2, r1"); }), "states 3, verdicts 3, end");
}

TEST_F(ProofKeysTest, TellStatementsApart) {
  const std::string upgrade = "CREATE TABLE r1 (a INT);";
  const std::string downgrade = "DROP TABLE r1;";
  EXPECT_EQ(changed_by([&] { write_body(1, body("CREATE TABLE r1 (b INT);", downgrade)); }), from_1);
  write(1, "");
  EXPECT_EQ(changed_by([&] { write_body(1, body(upgrade, "DROP TABLE IF EXISTS r1;")); }), from_1);
  write(1, "");
  EXPECT_EQ(changed_by([&] { write_body(1, body("-- a comment\n" + upgrade, downgrade)); }), "lines 1");
}

// Two scripts with the same texts, of which one is the name of a step.
TEST_F(ProofKeysTest, TellAStepFromAStatement) {
  write_body(1, body("COMMIT_NOTHING", "DROP TABLE r1;"));
  EXPECT_EQ(changed_by([&] {
              write_body(1, body("-- migrate: call COMMIT_NOTHING", "DROP TABLE r1;"));
            }).substr(0, 29),
            from_1);
}

TEST_F(ProofKeysTest, TellFixturesApart) {
  EXPECT_EQ(changed_by([&] { migrations_.write("fixtures/r1.sql", "INSERT INTO r1 VALUES (2);\n"); }),
            from_1);
  EXPECT_EQ(changed_by([&] { migrations_.write("fixtures/r1.sql", "\nINSERT INTO r1 VALUES (2);\n"); }),
            "lines 1");
  EXPECT_EQ(
      changed_by([&] { migrations_.write("fixtures/r1.sqlite.sql", "\nINSERT INTO r1 VALUES (2);\n"); }),
      "lines 1");
  EXPECT_EQ(changed_by([&] { migrations_.write("fixtures/r1.postgres.sql", "SELECT 1;\n"); }), "");
  EXPECT_EQ(changed_by([&] { migrations_.write("fixtures/r2.sql", "INSERT INTO r2 VALUES (1);\n"); }),
            "states 23, verdicts 23, lines 2, end");
}

TEST_F(ProofKeysTest, TellTheQueriesOfCompatibleRevisionsApart) {
  EXPECT_EQ(changed_by([&] { migrations_.write("queries/all.sql", "SELECT a FROM r0;\n"); }),
            "verdicts 2, end");
  EXPECT_EQ(changed_by([&] { migrations_.write("queries/r1/all.sql", "SELECT a FROM r0;\n"); }),
            "verdicts 2, end");
}

// No made-up value is a literal of the chain.
TEST_F(ProofKeysTest, TellLiteralsApartThatMadeUpRowsAvoid) {
  EXPECT_EQ(changed_by([&] { write_body(3, body("INSERT INTO r0 VALUES (9001);", "DELETE FROM r0;")); }),
            all);
}

TEST_F(ProofKeysTest, TellApartWhatIsRun) {
  const auto with = [this](const std::function<void(ProofOptions&)>& change) {
    ProofOptions options;
    change(options);
    return changed(keys(), keys(options));
  };
  EXPECT_EQ(with([](ProofOptions& options) { options.depth = ProofDepth::upgrade; }), all);
  EXPECT_EQ(with([](ProofOptions& options) { options.depth = ProofDepth::roundtrip; }), "end");
  EXPECT_EQ(with([](ProofOptions& options) { options.together_from = 1; }), "end");
  EXPECT_EQ(with([](ProofOptions& options) { options.only_up = {false, true, false, false}; }), from_1);
}

}  // namespace
}  // namespace migrate::migc

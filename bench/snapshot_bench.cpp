// SQLite: a new database for a chain of 10,000 revisions, which the program makes from the snapshot with the
// whole history. The floor loads a dump of that database, the library's tables included, through sqlite3's C
// API. Of two chains: one ends with 60 tables and 5,000 rows, the other one with a table and an index for
// each revision. Before, what the build pays for the snapshots: of a chain that it does not know, and of one
// revision more.
//
//     snapshot_bench --benchmark_repetitions=9

#include <benchmark/benchmark.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "migc/chain/chain_builder.h"
#include "migc/snapshot/sqlite_content.h"
#include "migc/snapshot/sqlite_snapshot.h"
#include "migrate/migrator.h"
#include "migrate/sqlite.h"
#include "ratio_reporter.h"
#include "support/long_chain.h"

namespace migrate::bench {
namespace {

constexpr std::size_t revisions = 10000;

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "migrate-bench-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

std::vector<testing::LongChainRevision> make_table_chain(std::size_t count) {
  std::vector<testing::LongChainRevision> chain = testing::make_long_chain(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string table = "t" + std::to_string(i);
    chain[i].upgrade = {"CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT)",
                        "CREATE INDEX ix_" + table + " ON " + table + " (name)"};
    chain[i].downgrade = {"DROP TABLE " + table};
  }
  return chain;
}

core::OwnedChain compile(const std::vector<testing::LongChainRevision>& from) {
  core::ChainSpec spec;
  const auto items = [](const std::vector<std::string>& statements) {
    std::vector<core::ScriptItem> made;
    for (const std::string& statement : statements) made.push_back({.text = statement});
    return made;
  };
  for (const testing::LongChainRevision& each : from) {
    core::RevisionSpec revision{.id = each.id, .message = each.message};
    if (!each.parent.empty()) revision.parents = {each.parent};
    revision.scripts = {{.upgrade = items(each.upgrade), .downgrade = items(each.downgrade)}};
    spec.revisions.push_back(std::move(revision));
  }
  return core::OwnedChain(std::move(spec));
}

void execute(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return;
  std::fprintf(stderr, "%s\n", sqlite3_errmsg(db));
  std::exit(1);
}

void load_by_hand(const std::string& path, const std::vector<migc::ContentStatement>& dump) {
  sqlite3* db = nullptr;
  if (sqlite3_open(path.c_str(), &db) != SQLITE_OK) std::exit(1);
  execute(db, "BEGIN");
  for (const migc::ContentStatement& statement : dump) execute(db, statement.text.c_str());
  execute(db, "COMMIT");
  sqlite3_close(db);
}

void load_by_library(const std::string& path, const Chain& chain) {
  SqliteConnection connection(path);
  if (!upgrade(connection, chain).from_snapshot) std::exit(1);
}

std::vector<migc::ContentStatement> dump_of(const std::string& path) {
  sqlite3* db = nullptr;
  if (sqlite3_open(path.c_str(), &db) != SQLITE_OK) std::exit(1);
  std::vector<migc::ContentStatement> dump = migc::read_content(db, {});
  sqlite3_close(db);
  return dump;
}

migc::Snapshot timed_snapshot(const char* what, const Chain& chain, const std::string& cache) {
  const auto start = std::chrono::steady_clock::now();
  migc::Snapshot snapshot = migc::make_sqlite_snapshot(chain, {.cache = cache});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("%s: %.2f s %s\n", what, took.count(), snapshot.why_not.c_str());
  return snapshot;
}

struct Measured {
  core::OwnedChain chain;
  std::vector<migc::ContentStatement> dump;
};

using MakeChain = std::vector<testing::LongChainRevision> (*)(std::size_t count);

std::shared_ptr<Measured> prepare(const std::string& name, MakeChain make) {
  const Folder folder;
  const core::OwnedChain shorter = compile(make(revisions - 1));
  std::printf("%s\n", name.c_str());
  (void)timed_snapshot("  the build, at first", shorter.chain(), folder.file("cache"));
  const auto measured = std::make_shared<Measured>(Measured{compile(make(revisions)), {}});
  const migc::Snapshot snapshot =
      timed_snapshot("  one revision more", measured->chain.chain(), folder.file("cache"));
  measured->chain.add_snapshot(Dialect::sqlite, snapshot.statements);
  load_by_library(folder.file("made.db"), measured->chain.chain());
  measured->dump = dump_of(folder.file("made.db"));
  return measured;
}

template <typename Load>
void measure(benchmark::State& state, Load load) {
  for (auto _ : state) {
    state.PauseTiming();
    const Folder folder;
    state.ResumeTiming();
    load(folder.file("new.db"));
    state.PauseTiming();
    std::filesystem::remove(folder.file("new.db"));
    state.ResumeTiming();
  }
}

void register_chain(const std::string& name, MakeChain make) {
  const std::shared_ptr<Measured> measured = prepare(name, make);
  const auto add = [&](const std::string& side, const auto& load) {
    benchmark::RegisterBenchmark((name + side).c_str(),
                                 [load](benchmark::State& state) { measure(state, load); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
  };
  add("/floor", [measured](const std::string& path) { load_by_hand(path, measured->dump); });
  add("/migrate", [measured](const std::string& path) { load_by_library(path, measured->chain.chain()); });
}

}  // namespace
}  // namespace migrate::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  migrate::bench::register_chain("sqlite_new_database_of_10000", &migrate::testing::make_long_chain);
  migrate::bench::register_chain("sqlite_new_database_of_10000_tables", &migrate::bench::make_table_chain);
  migrate::bench::RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
}

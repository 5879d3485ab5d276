// SQLite: an upgrade of 1,000 revisions in one transaction and in one each, the start of a program whose
// database is at head, and a migrated database for a test. The floor sends the same statements through
// sqlite3's C API and keeps one version row; for a test, it copies the file.
//
//     sqlite_bench --benchmark_repetitions=9

#include <benchmark/benchmark.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "compiled_long_chain.h"
#include "migrate/migrator.h"
#include "migrate/sqlite.h"
#include "migrate/testing_sqlite.h"
#include "ratio_reporter.h"

namespace migrate::bench {
namespace {

class DatabaseFile {
 public:
  DatabaseFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "migrate-bench-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  DatabaseFile(const DatabaseFile&) = delete;
  DatabaseFile& operator=(const DatabaseFile&) = delete;
  ~DatabaseFile() { std::filesystem::remove_all(folder_); }

  std::string path() const { return folder_ + "/bench.db"; }

 private:
  std::string folder_;
};

void check(int code, sqlite3* db) {
  if (code == SQLITE_OK) return;
  std::fprintf(stderr, "%s\n", sqlite3_errmsg(db));
  std::exit(1);
}

void execute(sqlite3* db, const std::string& sql) {
  check(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), db);
}

void upgrade_by_hand(const std::string& path, TransactionMode mode) {
  sqlite3* db = nullptr;
  check(sqlite3_open(path.c_str(), &db), db);
  execute(db, "BEGIN IMMEDIATE");
  execute(db, "CREATE TABLE migrate_version (version_num VARCHAR(64) NOT NULL PRIMARY KEY)");
  execute(db, "INSERT INTO migrate_version VALUES ('')");
  for (const testing::LongChainRevision& revision : long_chain()) {
    for (const std::string& statement : revision.upgrade) execute(db, statement);
    execute(db, "UPDATE migrate_version SET version_num = '" + revision.id + "'");
    if (mode == TransactionMode::each) {
      execute(db, "COMMIT");
      execute(db, "BEGIN IMMEDIATE");
    }
  }
  execute(db, "COMMIT");
  sqlite3_close(db);
}

void upgrade_by_library(const std::string& path, TransactionMode mode) {
  SqliteConnection connection(path);
  Options options;
  options.transaction = mode;
  upgrade(connection, compiled_chain(), options);
}

template <typename Upgrade>
void measure_upgrade(benchmark::State& state, Upgrade run, TransactionMode mode) {
  compiled_chain();
  for (auto _ : state) {
    state.PauseTiming();
    const DatabaseFile file;
    state.ResumeTiming();
    run(file.path(), mode);
    state.PauseTiming();
    std::filesystem::remove(file.path());
    state.ResumeTiming();
  }
}

const DatabaseFile& file_at_head() {
  static const DatabaseFile file;
  static const bool upgraded = (upgrade_by_library(file.path(), TransactionMode::all), true);
  benchmark::DoNotOptimize(upgraded);
  return file;
}

void start_by_hand(benchmark::State& state) {
  const std::string path = file_at_head().path();
  for (auto _ : state) {
    sqlite3* db = nullptr;
    sqlite3_stmt* query = nullptr;
    check(sqlite3_open(path.c_str(), &db), db);
    check(sqlite3_prepare_v2(db, "SELECT version_num FROM migrate_version", -1, &query, nullptr), db);
    if (sqlite3_step(query) != SQLITE_ROW) std::exit(1);
    sqlite3_finalize(query);
    sqlite3_close(db);
  }
}

void start_by_library(benchmark::State& state) {
  const std::string path = file_at_head().path();
  for (auto _ : state) {
    SqliteConnection connection(path);
    if (upgrade(connection, compiled_chain()).changed()) std::exit(1);
  }
}

// What a test of a program pays for its database, with the files of a program that has migrated one before.
void copy_by_hand(benchmark::State& state) {
  const std::string path = file_at_head().path();
  for (auto _ : state) {
    const DatabaseFile copy;
    std::filesystem::copy_file(path, copy.path());
  }
}

void copy_by_library(benchmark::State& state) {
  const testing::SqliteDatabase first(compiled_chain());
  for (auto _ : state) {
    const testing::SqliteDatabase copy(compiled_chain());
    benchmark::DoNotOptimize(copy.path().data());
  }
}

void register_all() {
  for (const auto& [name, mode] : {std::pair("sqlite_upgrade_1000_in_one", TransactionMode::all),
                                   std::pair("sqlite_upgrade_1000_in_each", TransactionMode::each)}) {
    const std::string prefix = name;
    const TransactionMode chosen = mode;
    benchmark::RegisterBenchmark(
        (prefix + "/floor").c_str(),
        [chosen](benchmark::State& state) { measure_upgrade(state, upgrade_by_hand, chosen); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
    benchmark::RegisterBenchmark(
        (prefix + "/migrate").c_str(),
        [chosen](benchmark::State& state) { measure_upgrade(state, upgrade_by_library, chosen); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
  }
  benchmark::RegisterBenchmark("sqlite_start_at_head/floor", start_by_hand)->UseRealTime();
  benchmark::RegisterBenchmark("sqlite_start_at_head/migrate", start_by_library)->UseRealTime();
  benchmark::RegisterBenchmark("sqlite_test_database_of_1000/floor", copy_by_hand)->UseRealTime();
  benchmark::RegisterBenchmark("sqlite_test_database_of_1000/migrate", copy_by_library)->UseRealTime();
}

}  // namespace
}  // namespace migrate::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  migrate::bench::register_all();
  migrate::bench::RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
}

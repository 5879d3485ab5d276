// PostgreSQL: a new database for a chain of 1,000 revisions, which the program makes from the snapshot with
// the whole history, or by running the revisions. The floor loads what pg_dump writes of that database, the
// library's tables included, by psql in one transaction.
//
//     postgres_snapshot_bench --benchmark_repetitions=9

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

#include "compiled_long_chain.h"
#include "migc/proof/postgres_engine.h"
#include "migc/snapshot/postgres_snapshot.h"
#include "migrate/migrator.h"
#include "migrate/postgres.h"
#include "ratio_reporter.h"
#include "support/postgres_server.h"

namespace migrate::bench {
namespace {

core::OwnedChain make_chain_with_snapshot() {
  core::OwnedChain chain = compile_long_chain();
  const auto start = std::chrono::steady_clock::now();
  const auto engine_for = [](Dialect, const Chain& each) {
    migc::PostgresRequest request;
    request.url = testing::postgres_server().url("postgres");
    return migc::make_postgres_engine(each, request);
  };
  const migc::Snapshot snapshot = migc::make_postgres_snapshot(engine_for, chain, "migrations");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("dump --snapshot: %.2f s %s\n", took.count(), snapshot.why_not.c_str());
  if (!snapshot.why_not.empty()) std::exit(1);
  return chain;
}

const Chain& chain_with_snapshot() {
  static const core::OwnedChain chain = make_chain_with_snapshot();
  return chain.chain();
}

void run(const std::string& command) {
  if (std::system(command.c_str()) != 0) std::exit(1);
}

void load_by_library(const std::string& url) {
  PostgresConnection connection(url);
  if (!upgrade(connection, chain_with_snapshot()).from_snapshot) std::exit(1);
}

void run_revisions(const std::string& url) {
  PostgresConnection connection(url);
  if (upgrade(connection, compiled_chain()).from_snapshot) std::exit(1);
}

const std::string& dump_file() {
  static const std::string path = [] {
    std::string file = (testing::postgres_server().folder() / "dump.sql").string();
    const std::string url = testing::postgres_server().create_database();
    load_by_library(url);
    run("pg_dump -f '" + file + "' '" + url + "'");
    return file;
  }();
  return path;
}

void load_by_psql(const std::string& url) {
  run("psql -X -q -1 -v ON_ERROR_STOP=1 -f '" + dump_file() + "' '" + url + "' > /dev/null");
}

void add(const std::string& name, const std::function<void(const std::string& url)>& work) {
  const auto measure = [work](benchmark::State& state) {
    for (auto _ : state) {
      state.PauseTiming();
      const std::string url = testing::postgres_server().create_database();
      state.ResumeTiming();
      work(url);
    }
  };
  benchmark::RegisterBenchmark(name.c_str(), measure)->Unit(benchmark::kMillisecond)->UseRealTime();
}

}  // namespace
}  // namespace migrate::bench

int main(int argc, char** argv) {
  using namespace migrate::bench;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  dump_file();
  add("postgres_new_database_of_1000/floor", load_by_psql);
  add("postgres_new_database_of_1000/migrate", load_by_library);
  add("postgres_new_database_of_1000/revisions", run_revisions);
  RatioReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
}

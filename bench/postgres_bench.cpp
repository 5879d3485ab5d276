// PostgreSQL: an upgrade of 1,000 revisions in one transaction, and the start of a program whose database is
// at head; on a server beside it, and on one that is 5 ms away. The floor of the upgrade is `psql -1 -f` with
// the same statements and no record of them; that of the start is to connect and to read one row.
//
//     postgres_bench --benchmark_repetitions=9

#include <benchmark/benchmark.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <pqxx/connection>
#include <pqxx/nontransaction>
#include <string>

#include "compiled_long_chain.h"
#include "delaying_proxy.h"
#include "migrate/migrator.h"
#include "migrate/postgres.h"
#include "ratio_reporter.h"
#include "support/postgres_server.h"

namespace migrate::bench {
namespace {

constexpr auto far_away = std::chrono::milliseconds(5);

enum class Distance : bool { near, far };

int port_at(Distance distance) {
  static const DelayingProxy proxy(testing::postgres_server().port(), far_away);
  return distance == Distance::near ? testing::postgres_server().port() : proxy.port();
}

// A database's URL as the benchmark reaches it.
std::string at(Distance distance, const std::string& url) {
  const std::string name = url.substr(url.rfind('/') + 1);
  return "postgresql://postgres@127.0.0.1:" + std::to_string(port_at(distance)) + '/' + name;
}

const std::string& script_file() {
  static const std::string path = [] {
    std::string file = (testing::postgres_server().folder() / "chain.sql").string();
    std::ofstream out(file);
    for (const testing::LongChainRevision& revision : long_chain())
      for (const std::string& statement : revision.upgrade) out << statement << ";\n";
    return file;
  }();
  return path;
}

void upgrade_by_psql(const std::string& url) {
  const std::string command = "psql -X -q -1 -v ON_ERROR_STOP=1 -f '" + script_file() + "' '" + url + "'";
  if (std::system(command.c_str()) != 0) std::exit(1);
}

void upgrade_by_library(const std::string& url) {
  PostgresConnection connection(url);
  if (!upgrade(connection, compiled_chain()).changed()) std::exit(1);
}

void start_by_hand(const std::string& url) {
  pqxx::connection connection(url);
  pqxx::nontransaction work(connection);
  if (work.exec("SELECT version_num FROM migrate_version").empty()) std::exit(1);
}

void start_by_library(const std::string& url) {
  PostgresConnection connection(url);
  if (upgrade(connection, compiled_chain()).changed()) std::exit(1);
}

using Work = std::function<void(const std::string& url)>;

void measure_on_new_databases(benchmark::State& state, Distance distance, const Work& work) {
  compiled_chain();
  script_file();
  for (auto _ : state) {
    state.PauseTiming();
    const std::string url = at(distance, testing::postgres_server().create_database());
    state.ResumeTiming();
    work(url);
  }
}

const std::string& database_at_head() {
  static const std::string url = [] {
    std::string created = testing::postgres_server().create_database();
    upgrade_by_library(created);
    return created;
  }();
  return url;
}

void measure_at_head(benchmark::State& state, Distance distance, const Work& work) {
  const std::string url = at(distance, database_at_head());
  for (auto _ : state) work(url);
}

using Measure = void (*)(benchmark::State&, Distance, const Work&);

void add(const std::string& name, Distance distance, Measure measure, const Work& work) {
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) { measure(state, distance, work); })
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime();
}

void register_all() {
  for (const auto& [place, distance] :
       {std::pair("", Distance::near), std::pair("_5_ms_away", Distance::far)}) {
    const std::string upgrade = std::string("postgres_upgrade_1000") + place;
    add(upgrade + "/floor", distance, measure_on_new_databases, upgrade_by_psql);
    add(upgrade + "/migrate", distance, measure_on_new_databases, upgrade_by_library);
    const std::string start = std::string("postgres_start_at_head") + place;
    add(start + "/floor", distance, measure_at_head, start_by_hand);
    add(start + "/migrate", distance, measure_at_head, start_by_library);
  }
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

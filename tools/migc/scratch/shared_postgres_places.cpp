#include "migc/scratch/shared_postgres_places.h"

#include <chrono>
#include <cstdint>
#include <thread>
#include <utility>
#include <variant>

#include "postgres/values.h"

namespace migrate::migc {

namespace {

class SharedPlace final : public PostgresPlace {
 public:
  SharedPlace(postgres::ThrowAwayDatabases& databases, bool copies_files)
      : databases_(databases), copies_files_(copies_files), name_(make_from("template1")) {}
  ~SharedPlace() override { databases_.drop(name_); }

  std::string url() const override { return databases_.url(name_); }

  void copy(PostgresPlace& other) override {
    auto& source = static_cast<SharedPlace&>(other);
    source.wait_for_sessions();
    databases_.drop(name_);
    name_ = make_from(source.name_);
  }

 private:
  std::string make_from(const std::string& origin) {
    return databases_.create(" TEMPLATE " + origin + (copies_files_ ? " STRATEGY FILE_COPY" : ""));
  }

  // A session ends a moment after its client. CREATE DATABASE waits for it as well, but for 100 ms at once.
  void wait_for_sessions() {
    const std::string sessions = "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + name_ + "'";
    for (int i = 0; i < 1000; ++i) {
      const Rows rows = postgres::rows_of(databases_.server().exec(sessions));
      if (std::get<std::int64_t>(rows.at(0)[0]) == 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  postgres::ThrowAwayDatabases& databases_;
  bool copies_files_;
  std::string name_;
};

}  // namespace

SharedPostgresPlaces::SharedPostgresPlaces(std::unique_ptr<PostgresCluster> cluster)
    : cluster_(std::move(cluster)),
      databases_(cluster_->url(), scratch_database_prefix, "migc"),
      version_(version_of(databases_.server())) {}

SharedPostgresPlaces::SharedPostgresPlaces(const std::string& url)
    : databases_(url, scratch_database_prefix, "migc"), version_(version_of(databases_.server())) {}

// On a server that waits for no disk, to copy files is cheaper than to write them to the log as well.
std::unique_ptr<PostgresPlace> SharedPostgresPlaces::make() {
  return std::make_unique<SharedPlace>(databases_, cluster_ != nullptr);
}

}  // namespace migrate::migc

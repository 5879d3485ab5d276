#include "migc/scratch/shared_postgres_places.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <thread>
#include <utility>
#include <variant>

#include "migrate/error.h"
#include "postgres/values.h"

namespace migrate::migc {

namespace {

class SharedPlace final : public PostgresPlace {
 public:
  SharedPlace(postgres::ThrowAwayDatabases& databases, bool copies_files, const std::string& origin)
      : databases_(databases), copies_files_(copies_files), name_(make_from(origin)) {}
  ~SharedPlace() override { databases_.drop(name_); }

  std::string url() const override { return databases_.url(name_); }

  // Once no session is left.
  const std::string& idle_name() {
    wait_for_sessions();
    return name_;
  }

  void copy(PostgresPlace& other) override {
    auto& source = static_cast<SharedPlace&>(other);
    const std::string& origin = source.idle_name();
    databases_.drop(name_);
    name_ = make_from(origin);
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
  return std::make_unique<SharedPlace>(databases_, cluster_ != nullptr, "template1");
}

std::string SharedPostgresPlaces::ask(const std::string& query) {
  const Rows rows = postgres::rows_of(databases_.server().exec(query));
  return rows.empty() ? std::string() : postgres::text_of(rows[0][0]);
}

std::string SharedPostgresPlaces::identity() {
  return identity_of(databases_.server());
}

std::vector<std::string> SharedPostgresPlaces::extensions() {
  return extensions_of(databases_.server());
}

std::string SharedPostgresPlaces::keep(const std::string& name, PostgresPlace& place) {
  // What a kept database needs of the server would meet other chains there.
  if (!cluster_ || ask("SELECT count(*)::text FROM pg_roles WHERE oid >= 16384") != "0") return {};
  try {
    const std::string kept = kept_database_prefix + name;
    databases_.drop(kept);
    databases_.server().exec("CREATE DATABASE " + kept + " TEMPLATE " +
                             static_cast<SharedPlace&>(place).idle_name() + " STRATEGY FILE_COPY");
    std::string seal = ask("SELECT gen_random_uuid()::text");
    databases_.server().exec("COMMENT ON DATABASE " + kept + " IS '" + seal + "'");
    return seal;
  } catch (const Error&) {
    return {};
  }
}

std::unique_ptr<PostgresPlace> SharedPostgresPlaces::restore(const std::string& name,
                                                             const std::string& seal) {
  if (!cluster_) return nullptr;
  try {
    const std::string kept = kept_database_prefix + name;
    if (ask("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '" + kept + "'") !=
        seal)
      return nullptr;
    return std::make_unique<SharedPlace>(databases_, true, kept);
  } catch (const Error&) {
    return nullptr;
  }
}

void SharedPostgresPlaces::drop_all_but(const std::vector<std::string>& names) {
  if (!cluster_) return;
  const auto is_wanted = [&](const std::string& kept) {
    return std::ranges::any_of(names,
                               [&](const std::string& name) { return kept == kept_database_prefix + name; });
  };
  const Rows all = postgres::rows_of(
      databases_.server().exec("SELECT datname FROM pg_database WHERE datname LIKE 'migrate\\_kept\\_%'"));
  for (const Row& row : all)
    if (const std::string kept = postgres::text_of(row[0]); !is_wanted(kept)) databases_.drop(kept);
}

}  // namespace migrate::migc

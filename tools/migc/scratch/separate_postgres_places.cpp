#include "migc/scratch/separate_postgres_places.h"

#include <utility>

#include "postgres/connection_url.h"
#include "postgres/server.h"

namespace migrate::migc {

namespace {

constexpr const char* database_name = "migrate_proof";

class SeparatePlace final : public PostgresPlace {
 public:
  explicit SeparatePlace(std::unique_ptr<PostgresInstance> instance) : instance_(std::move(instance)) {
    instance_->start();
    postgres::Server(instance_->url(), nullptr).exec("CREATE DATABASE " + std::string(database_name));
  }
  ~SeparatePlace() override { instance_->remove_data(); }

  std::string url() const override { return postgres::with_database(instance_->url(), database_name); }

  void copy(PostgresPlace& other) override {
    PostgresInstance& source = *static_cast<SeparatePlace&>(other).instance_;
    source.stop();
    instance_->copy_data(source);
    source.start();
    instance_->start();
  }

 private:
  std::unique_ptr<PostgresInstance> instance_;
};

}  // namespace

SeparatePostgresPlaces::SeparatePostgresPlaces(std::unique_ptr<PostgresCluster> cluster)
    : cluster_(std::move(cluster)) {
  postgres::Server server(cluster_->url(), nullptr);
  version_ = version_of(server);
}

std::unique_ptr<PostgresPlace> SeparatePostgresPlaces::make() {
  return std::make_unique<SeparatePlace>(cluster_->copy());
}

}  // namespace migrate::migc

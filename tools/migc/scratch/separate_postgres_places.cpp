#include "migc/scratch/separate_postgres_places.h"

#include <utility>

#include "postgres/connection_url.h"
#include "postgres/server.h"

namespace migrate::migc {

namespace {

class SeparatePlace final : public PostgresPlace {
 public:
  // `names`: how many databases have had a name.
  SeparatePlace(std::unique_ptr<PostgresInstance> instance, int& names)
      : instance_(std::move(instance)), names_(names), name_(next_name()) {
    instance_->start();
    postgres::Server(instance_->url(), nullptr).exec("CREATE DATABASE " + name_);
  }
  ~SeparatePlace() override { instance_->remove_data(); }

  std::string url() const override { return postgres::with_database(instance_->url(), name_); }

  void copy(PostgresPlace& other) override {
    auto& source = static_cast<SeparatePlace&>(other);
    source.instance_->stop();
    instance_->copy_data(*source.instance_);
    source.instance_->start();
    instance_->start();
    name_ = next_name();
    postgres::Server(instance_->url(), nullptr)
        .exec("ALTER DATABASE " + source.name_ + " RENAME TO " + name_);
  }

 private:
  // No two databases have one name, by which the catalogue's reader knows them.
  std::string next_name() { return scratch_database_prefix + std::to_string(++names_); }

  std::unique_ptr<PostgresInstance> instance_;
  int& names_;
  std::string name_;
};

}  // namespace

SeparatePostgresPlaces::SeparatePostgresPlaces(std::unique_ptr<PostgresCluster> cluster)
    : cluster_(std::move(cluster)) {
  postgres::Server server(cluster_->url(), nullptr);
  version_ = version_of(server);
  identity_ = identity_of(server);
  extensions_ = extensions_of(server);
}

std::unique_ptr<PostgresPlace> SeparatePostgresPlaces::make() {
  return std::make_unique<SeparatePlace>(cluster_->copy(), names_);
}

}  // namespace migrate::migc

#pragma once

// Scratch databases that are on one server: on that of a cluster, or on one that others run, where the proof
// touches nothing but its own databases.

#include "migc/scratch/postgres_cluster.h"
#include "migc/scratch/postgres_place.h"
#include "postgres/throw_away_databases.h"

namespace migrate::migc {

class SharedPostgresPlaces final : public PostgresPlaces {
 public:
  explicit SharedPostgresPlaces(std::unique_ptr<PostgresCluster> cluster);
  // `url`: of a role that may create databases.
  explicit SharedPostgresPlaces(const std::string& url);

  [[nodiscard]] std::unique_ptr<PostgresPlace> make() override;
  [[nodiscard]] const std::string& version() const noexcept override { return version_; }
  [[nodiscard]] std::string identity() override;
  [[nodiscard]] std::vector<std::string> extensions() override;
  [[nodiscard]] bool is_of_others() const noexcept override { return !cluster_; }
  [[nodiscard]] std::string data_folder() const override { return cluster_ ? cluster_->folder() : ""; }
  [[nodiscard]] bool is_kept() const noexcept override { return cluster_ && !cluster_->is_new(); }

  // On a cluster only. The comment on a kept database is its seal; it is written last.
  std::string keep(const std::string& name, PostgresPlace& place) override;
  [[nodiscard]] std::unique_ptr<PostgresPlace> restore(const std::string& name,
                                                       const std::string& seal) override;
  void drop_all_but(const std::vector<std::string>& names) override;

 private:
  std::string ask(const std::string& query);

  std::unique_ptr<PostgresCluster> cluster_;  // nullptr on a server of others
  postgres::ThrowAwayDatabases databases_;
  std::string version_;
};

}  // namespace migrate::migc

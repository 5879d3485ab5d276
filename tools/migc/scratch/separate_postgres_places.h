#pragma once

// Scratch databases that each have a server of their own, for chains that change what all databases of a
// server share: a role that one replay has created would be in the way of the next.

#include "migc/scratch/postgres_cluster.h"
#include "migc/scratch/postgres_place.h"

namespace migrate::migc {

class SeparatePostgresPlaces final : public PostgresPlaces {
 public:
  // Stops the server of the cluster, and copies its data.
  explicit SeparatePostgresPlaces(std::unique_ptr<PostgresCluster> cluster);

  [[nodiscard]] std::unique_ptr<PostgresPlace> make() override;
  [[nodiscard]] const std::string& version() const noexcept override { return version_; }
  [[nodiscard]] std::string identity() override { return identity_; }
  [[nodiscard]] std::vector<std::string> extensions() override { return extensions_; }
  [[nodiscard]] std::string data_folder() const override { return cluster_->folder(); }
  [[nodiscard]] bool is_kept() const noexcept override { return !cluster_->is_new(); }

 private:
  std::unique_ptr<PostgresCluster> cluster_;
  std::string version_;
  std::string identity_;
  std::vector<std::string> extensions_;
  int names_ = 0;
};

}  // namespace migrate::migc

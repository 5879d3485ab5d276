#pragma once

// A PostgreSQL server for proofs only, which migc starts from installed programs and which ends with it. Its
// data folder is kept in the build tree, so that the next start takes a moment. It belongs to one process at
// a time: another one waits for its turn.
//
//     PostgresCluster cluster({"build/migrate"}, [](const std::string& line) { std::cerr << line; });
//     pqxx::connection connection(cluster.url());
//
// Each start finds the cluster as initdb makes it, without databases, roles or settings of an earlier proof;
// one that is damaged, of another version, or changed beyond that is made again.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "migc/scratch/postgres_instance.h"

namespace migrate::migc {

// What the names of all databases of proofs begin with.
inline constexpr const char* scratch_database_prefix = "migrate_proof_";

using TellLine = std::function<void(const std::string& line)>;

class PostgresCluster {
 public:
  // The data is kept in the first of the folders that the server's user can reach; there is at least one.
  // Calls `tell` when another process has it. Throws migrate::Error (`unavailable`) with what is missing.
  PostgresCluster(const std::vector<std::string>& folders, const TellLine& tell);
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;
  ~PostgresCluster();

  // Where the data is.
  [[nodiscard]] const std::string& folder() const noexcept { return folder_->path(); }
  // Of its database "postgres", as the superuser of that name. Valid in this process.
  [[nodiscard]] std::string url() const { return instance_->url(); }
  // Whether nothing of an earlier proof can be in it.
  [[nodiscard]] bool is_new() const noexcept { return is_new_; }

  // Nothing else may be connected.
  void make_again();

 private:
  void start();
  [[nodiscard]] bool starts_clean();

  std::unique_ptr<platform::PrivateFolder> folder_;
  std::unique_ptr<InstancePlace> place_;
  std::unique_ptr<PostgresInstance> instance_;
  bool is_new_ = false;
};

// Where a cluster for a folder of migrations is kept: in the build tree, where there is one, or else in the
// system's folder for temporary files, by a name that is made of `tree`.
[[nodiscard]] std::vector<std::string> cluster_folders(const std::string& build_folder,
                                                       const std::string& tree);

}  // namespace migrate::migc

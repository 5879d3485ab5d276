#pragma once

// A PostgreSQL server for proofs only, which migc starts from installed programs and which ends with it. Its
// data folder is kept in the build tree, so that the next start takes a moment. It belongs to one process at
// a time: another one waits for its turn.
//
//     PostgresCluster cluster({"build/migrate"}, [](const std::string& line) { std::cerr << line; });
//     pqxx::connection connection(cluster.url());
//
// Each start finds the cluster as initdb makes it, without databases, roles or settings of an earlier proof,
// but for databases that were kept and the roles that they need. One that is damaged, of another version, or
// changed in another way is made again.

#include <memory>
#include <string>
#include <vector>

#include "migc/scratch/postgres_instance.h"
#include "migc/scratch/tell_line.h"
#include "postgres/server.h"

namespace migrate::migc {

// What the names of databases begin with that last as long as a proof, and of those that are kept.
inline constexpr const char* scratch_database_prefix = "migrate_proof_";
inline constexpr const char* kept_database_prefix = "migrate_kept_";

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
  // Of its database "postgres", as the superuser of that name. For processes of this user, while this object
  // lives.
  [[nodiscard]] std::string url() const { return instance_->url(); }
  // Whether nothing of an earlier proof can be in it.
  [[nodiscard]] bool is_new() const noexcept { return is_new_; }

  // Made now, where they are missing; they cannot log in.
  void make_roles(const std::vector<std::string>& names);

  // A second one with the same data, which does not run yet. This one is stopped for good.
  [[nodiscard]] std::unique_ptr<PostgresInstance> copy();

  // Nothing else may be connected.
  void make_again();

 private:
  [[nodiscard]] bool starts_clean();

  std::unique_ptr<platform::ServerFolder> folder_;
  std::unique_ptr<InstancePlace> place_;
  std::unique_ptr<PostgresInstance> instance_;
  int copies_ = 0;
  bool is_new_ = false;
};

// "15.20" of "15.20 (Debian 15.20-0+deb12u1)". Throws migrate::Error (`unavailable`) for one that is older
// than the proof can read.
[[nodiscard]] std::string version_of(postgres::Server& server);

// What of a server can change what a revision does: its version and options, its settings but for paths and
// the network, the locale of its databases, the rights of the role, and the extensions to be had.
[[nodiscard]] std::string identity_of(postgres::Server& server);

// The names of those that CREATE EXTENSION finds.
[[nodiscard]] std::vector<std::string> extensions_of(postgres::Server& server);

// Where a cluster for a folder of migrations is kept: in the build tree, where there is one, or else in the
// system's folder for temporary files, by a name that is made of `tree`.
[[nodiscard]] std::vector<std::string> cluster_folders(const std::string& build_folder,
                                                       const std::string& tree);

}  // namespace migrate::migc

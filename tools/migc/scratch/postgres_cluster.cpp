#include "migc/scratch/postgres_cluster.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <optional>

#include "core/text/sha256.h"
#include "migc/scratch/postgres_binaries.h"
#include "migrate/error.h"
#include "postgres/server.h"
#include "postgres/values.h"

namespace migrate::migc {

namespace {

Error unavailable(const std::string& message) {
  return Error(ErrorKind::unavailable, message);
}

std::string binaries() {
  if (std::optional<std::string> folder = find_postgres_binaries()) return *folder;
  throw unavailable(
      "no PostgreSQL server is installed: initdb and postgres were not found. Install one (Debian, Ubuntu:"
      " apt install postgresql), or name a server in MIGRATE_VERIFY_POSTGRES_URL");
}

platform::Account account() {
  if (std::optional<platform::Account> account = platform::account_for_servers()) return *account;
  throw unavailable(
      "PostgreSQL does not run as root, and neither the user \"postgres\" nor \"nobody\" exists");
}

std::unique_ptr<platform::PrivateFolder> take_folder(const std::vector<std::string>& folders,
                                                     const platform::Account& account, const TellLine& tell) {
  std::string problems;
  for (const std::string& path : folders) {
    std::string problem;
    const auto waits = [&] {
      tell("waiting for another process that uses the PostgreSQL server in " + path);
    };
    if (auto folder = platform::PrivateFolder::take(path, account, waits, problem)) return folder;
    problems += fmt::format("{}{}: {}", problems.empty() ? "" : "; ", path, problem);
  }
  throw unavailable("no folder for the PostgreSQL server's data: " + problems);
}

// All that a database cannot hold by itself.
constexpr const char* digest_of_shared_objects = R"(SELECT md5(concat(
(SELECT string_agg(a::text, '/' ORDER BY rolname) FROM pg_authid AS a), '|',
(SELECT string_agg(m::text, '/' ORDER BY m::text) FROM pg_auth_members AS m), '|',
(SELECT string_agg(s::text, '/' ORDER BY s::text) FROM pg_db_role_setting AS s), '|',
(SELECT string_agg(t::text, '/' ORDER BY spcname) FROM pg_tablespace AS t), '|',
(SELECT string_agg(concat_ws(',', datname, datdba, datistemplate, datallowconn, datconnlimit, datacl::text),
  '/' ORDER BY datname) FROM pg_database), '|',
(SELECT string_agg(d::text, '/' ORDER BY d::text) FROM pg_shdescription AS d), '|',
(SELECT string_agg(l::text, '/' ORDER BY l::text) FROM pg_shseclabel AS l), '|',
(SELECT string_agg(o::text, '/' ORDER BY o::text) FROM pg_replication_origin AS o), '|',
(SELECT string_agg(slot_name, '/' ORDER BY slot_name) FROM pg_replication_slots))))";

std::string first_text(postgres::Server& server, const std::string& query) {
  return postgres::text_of(postgres::rows_of(server.exec(query)).at(0)[0]);
}

// Kept in the cluster itself: what initdb makes differs from version to version.
void note_shared_objects(postgres::Server& server) {
  server.exec("CREATE TABLE IF NOT EXISTS public.migc_shared_objects AS " +
              std::string(digest_of_shared_objects) + " AS digest");
}

std::string short_digest(const std::string& text) {
  core::Sha256 hash;
  hash.update(text);
  const core::Sha256::Digest digest = hash.finish();
  return fmt::format("{:02x}", fmt::join(digest.begin(), digest.begin() + 8, ""));
}

// Whatever of this fails shows in the digest.
void drop_what_is_left(postgres::Server& server) {
  const auto each = [&](const char* names, const char* drop) {
    for (const Row& row : postgres::rows_of(server.exec(names)))
      server.try_exec(drop + postgres::quoted_name(postgres::text_of(row[0])));
  };
  each("SELECT datname FROM pg_database WHERE oid >= 16384", "DROP DATABASE ");
  each("SELECT rolname FROM pg_roles WHERE oid >= 16384", "DROP OWNED BY ");
  each("SELECT rolname FROM pg_roles WHERE oid >= 16384", "DROP ROLE ");
}

}  // namespace

PostgresCluster::PostgresCluster(const std::vector<std::string>& folders, const TellLine& tell) {
  const platform::Account user = account();
  const std::string programs = binaries();
  folder_ = take_folder(folders, user, tell);
  place_ = std::make_unique<InstancePlace>(InstancePlace{programs, user, *folder_});
  instance_ = std::make_unique<PostgresInstance>(*place_, "data");
  start();
}

PostgresCluster::~PostgresCluster() = default;

// What does not start, or not as it should, is damaged in some way or other; a new one tells the reason if it
// does not either.
void PostgresCluster::start() {
  if (instance_->has_data() && starts_clean()) return;
  make_again();
}

bool PostgresCluster::starts_clean() {
  try {
    instance_->start();
    postgres::Server server(url(), nullptr);
    drop_what_is_left(server);
    return first_text(server, "SELECT digest FROM public.migc_shared_objects") ==
           first_text(server, digest_of_shared_objects);
  } catch (const Error&) {
    return false;
  }
}

void PostgresCluster::make_again() {
  instance_->make_data();
  instance_->start();
  postgres::Server server(url(), nullptr);
  note_shared_objects(server);
  is_new_ = true;
}

std::vector<std::string> cluster_folders(const std::string& build_folder, const std::string& tree) {
  namespace fs = std::filesystem;
  std::vector<std::string> folders;
  if (!build_folder.empty()) folders.push_back(fs::absolute(build_folder).lexically_normal() / "postgres");
  const std::string name = fmt::format("migrate-postgres-{}-{}", account().user,
                                       short_digest(fs::absolute(tree).lexically_normal().string()));
  std::error_code none;
  const fs::path temporary = fs::temp_directory_path(none);
  if (!none) folders.push_back(temporary / name);
  if (temporary != "/tmp") folders.push_back("/tmp/" + name);
  return folders;
}

}  // namespace migrate::migc

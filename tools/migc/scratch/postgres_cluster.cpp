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

namespace fs = std::filesystem;

constexpr int oldest_server = 150000;
constexpr const char* copy_prefix = "data-";

// Those of a process that was killed.
void remove_copies(const std::string& folder) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
    if (entry.path().filename().string().starts_with(copy_prefix)) fs::remove_all(entry.path(), ignored);
}

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

std::unique_ptr<platform::ServerFolder> take_folder(const std::vector<std::string>& folders,
                                                    const platform::Account& account, const TellLine& tell) {
  std::string problems;
  for (const std::string& path : folders) {
    std::string problem;
    std::error_code ignored;
    fs::create_directories(fs::path(path).parent_path(), ignored);  // where it fails, so does what follows
    const auto waits = [&] {
      if (tell) tell("waiting for another process that uses the PostgreSQL server in " + path);
    };
    if (auto folder = platform::ServerFolder::take(path, account, waits, problem)) return folder;
    problems += fmt::format("{}{}: {}", problems.empty() ? "" : "; ", path, problem);
  }
  throw unavailable("no folder for the PostgreSQL server's data: " + problems);
}

// All that a database cannot hold by itself, but for what was kept.
constexpr const char* digest_of_shared_objects = R"(WITH
made AS (SELECT objoid AS oid FROM pg_shdescription WHERE classoid = 'pg_authid'::regclass AND
  description = 'made by migc'),
kept AS (SELECT oid FROM pg_database WHERE datname LIKE 'migrate\_kept\_%')
SELECT md5(concat(
(SELECT string_agg(a::text, '/' ORDER BY rolname) FROM pg_authid AS a WHERE oid NOT IN (TABLE made)), '|',
(SELECT string_agg(m::text, '/' ORDER BY m::text) FROM pg_auth_members AS m), '|',
(SELECT string_agg(s::text, '/' ORDER BY s::text) FROM pg_db_role_setting AS s), '|',
(SELECT string_agg(p::text, '/' ORDER BY p::text) FROM pg_parameter_acl AS p), '|',
(SELECT string_agg(t::text, '/' ORDER BY spcname) FROM pg_tablespace AS t), '|',
(SELECT string_agg(concat_ws(',', datname, datdba, datistemplate, datallowconn, datconnlimit, datacl::text),
  '/' ORDER BY datname) FROM pg_database WHERE oid NOT IN (TABLE kept)), '|',
(SELECT string_agg(d::text, '/' ORDER BY d::text) FROM pg_shdescription AS d
  WHERE objoid NOT IN (TABLE made) AND objoid NOT IN (TABLE kept)), '|',
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

void drop_each(postgres::Server& server, const char* names, const char* drop) {
  for (const Row& row : postgres::rows_of(server.exec(names)))
    server.try_exec(drop + postgres::quoted_name(postgres::text_of(row[0])));
}

// Whatever of this fails shows in the digest, or is the role of a database that was kept.
void drop_what_is_left(postgres::Server& server) {
  drop_each(server,
            "SELECT datname FROM pg_database WHERE oid >= 16384 AND datname NOT LIKE 'migrate\\_kept\\_%'",
            "DROP DATABASE ");
  const char* roles = "SELECT rolname FROM pg_roles WHERE oid >= 16384";
  drop_each(server, roles, "DROP OWNED BY ");
  drop_each(server, roles, "DROP ROLE ");
}

}  // namespace

PostgresCluster::PostgresCluster(const std::vector<std::string>& folders, const TellLine& tell) {
  const platform::Account user = account();
  const std::string programs = binaries();
  folder_ = take_folder(folders, user, tell);
  place_ = std::make_unique<InstancePlace>(InstancePlace{programs, user, *folder_});
  instance_ = std::make_unique<PostgresInstance>(*place_, "data");
  remove_copies(folder_->path());
  if (!instance_->has_data() || !starts_clean()) make_again();
}

PostgresCluster::~PostgresCluster() = default;

// What does not start, or not as it should, is damaged in some way or other. Where a new one does not start
// either, that tells the reason.
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
  static_cast<void>(version_of(server));
  note_shared_objects(server);
  is_new_ = true;
}

void PostgresCluster::make_roles(const std::vector<std::string>& names) {
  postgres::Server server(url(), nullptr);
  for (const std::string& name : names) {
    const std::string role = postgres::quoted_name(name);
    if (server.try_exec("CREATE ROLE " + role)) server.exec("COMMENT ON ROLE " + role + " IS 'made by migc'");
  }
}

std::unique_ptr<PostgresInstance> PostgresCluster::copy() {
  instance_->stop();
  auto instance = std::make_unique<PostgresInstance>(*place_, copy_prefix + std::to_string(++copies_));
  instance->copy_data(*instance_);
  return instance;
}

std::string version_of(postgres::Server& server) {
  std::string version = first_text(server, "SHOW server_version");
  version.erase(std::min(version.find(' '), version.size()));
  if (server.version() >= oldest_server) return version;
  throw unavailable(
      fmt::format("the server is PostgreSQL {}, and the proof needs 15 or a later one", version));
}

std::string identity_of(postgres::Server& server) {
  return first_text(server, R"(SELECT concat_ws(E'\n', version(),
    (SELECT string_agg(concat_ws('=', name, setting), ' ' ORDER BY name) FROM pg_settings
      WHERE source IN ('configuration file', 'global', 'database', 'user') AND category NOT LIKE 'File%' AND
        category NOT LIKE 'Connections%' AND category NOT LIKE 'Reporting%'),
    (SELECT concat_ws(' ', pg_encoding_to_char(encoding), datcollate, datctype) FROM pg_database
      WHERE datname = 'template1'),
    (SELECT concat_ws(' ', rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls) FROM pg_roles
      WHERE rolname = current_user),
    (SELECT string_agg(name || ' ' || default_version, ' ' ORDER BY name) FROM pg_available_extensions)))");
}

std::vector<std::string> extensions_of(postgres::Server& server) {
  std::vector<std::string> names;
  for (const Row& row : postgres::rows_of(server.exec("SELECT name::text FROM pg_available_extensions")))
    names.push_back(postgres::text_of(row[0]));
  return names;
}

std::vector<std::string> cluster_folders(const std::string& build_folder, const std::string& tree) {
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

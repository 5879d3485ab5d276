#include "migc/dump/postgres_dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <pqxx/connection>
#include <system_error>
#include <utility>

#include "core/text/redact.h"
#include "engine/sql_text.h"
#include "migc/dump/postgres_dump_text.h"
#include "migc/scratch/postgres_binaries.h"
#include "migc/scratch/postgres_session.h"
#include "migrate/error.h"
#include "platform/child_process.h"
#include "platform/file_reader.h"
#include "platform/process.h"
#include "postgres/connection_url.h"
#include "postgres/server.h"
#include "postgres/values.h"

namespace migrate::migc {

namespace {

namespace fs = std::filesystem;

// A file for what the program writes, and one for its messages.
class OutputFiles {
 public:
  OutputFiles() : path_(fs::temp_directory_path() / fmt::format("migc-dump-{}", platform::process_id())) {}
  OutputFiles(const OutputFiles&) = delete;
  ~OutputFiles() {
    std::error_code ignored;
    fs::remove(dump(), ignored);
    fs::remove(messages(), ignored);
  }

  [[nodiscard]] std::string dump() const { return path_.string() + ".sql"; }
  [[nodiscard]] std::string messages() const { return path_.string() + ".log"; }

 private:
  fs::path path_;
};

std::string bytes_of(const std::string& path) {
  constexpr std::size_t limit = std::size_t{1} << 30;
  platform::FileContent content = platform::read_file(path, platform::SymbolicLinks::refuse, limit);
  if (content.state == platform::FileState::read) return std::move(content.bytes);
  throw Error(ErrorKind::unavailable, fmt::format("cannot read {}, which pg_dump has written", path));
}

// The one that belongs to the server of the proof, or else one of the PATH.
std::string find_pg_dump() {
  const std::string beside_server = find_postgres_binaries().value_or("") + "/pg_dump";
  std::error_code ignored;
  return fs::exists(beside_server, ignored) ? beside_server : "pg_dump";
}

std::vector<std::string> command_for(const PostgresDumpRequest& request, const std::string& url,
                                     const std::string& file) {
  std::vector<std::string> command{find_pg_dump(), "--no-password", "--encoding=UTF8", "--file=" + file,
                                   "--dbname=" + url};
  if (request.content == DumpContent::schema)
    command.emplace_back("--schema-only");
  else
    command.insert(command.end(), {"--inserts", "--no-owner", "--no-privileges"});
  for (const std::string& table : request.own_tables)
    command.push_back(fmt::format("--exclude-table={}.{}", core::quoted_name(request.version_schema),
                                  core::quoted_name(table)));
  return command;
}

// As pg_dump spells it.
std::string user_of(const std::string& url) {
  const std::unique_ptr<pqxx::connection> session = open_postgres_session(url);
  return postgres::text_of(
      postgres::rows_of(postgres::Server(*session, nullptr).exec("SELECT quote_ident(current_user)"))[0][0]);
}

[[noreturn]] void refuse(int status, const std::string& messages, const std::string& url) {
  constexpr int not_found = 127 << 8;
  if (status == not_found)
    throw Error(
        ErrorKind::unavailable,
        "pg_dump was not found, which writes the schemas of PostgreSQL. Install it (Debian, Ubuntu: apt"
        " install postgresql-client)");
  throw Error(ErrorKind::unavailable, "pg_dump fails: " + core::redact(messages, core::secrets_of(url)));
}

}  // namespace

std::string dump_postgres(const PostgresDumpRequest& request) {
  const std::string user = user_of(request.url);
  const OutputFiles files;
  std::string url = request.url;
  const std::string password = postgres::take_password(url);
  platform::ChildProcess program(
      {.command = command_for(request, url, files.dump()),
       .environment = password.empty() ? std::vector<std::string>() : std::vector{"PGPASSWORD=" + password},
       .log = files.messages()});
  if (const int status = program.wait(); status != 0) refuse(status, bytes_of(files.messages()), request.url);
  return statements_of_dump(bytes_of(files.dump()), user);
}

}  // namespace migrate::migc

#pragma once

// migrate.yaml: flat `key: value` lines, so that CMake reads the same file with a few lines of its own. What
// each key means is in docs/settings.md, the messages are in docs/chain-check.md.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"
#include "migrate/dialect.h"
#include "migrate/table.h"

namespace migrate::migc {

// How much of each revision the proof runs. `full`: also all of them together, as a new database does.
enum class Verify : unsigned char { roundtrip, upgrade, full, off };

// Whether the chain is proven on PostgreSQL: where a server can be had, always, or never.
enum class VerifyPostgres : unsigned char { automatic, require, off };

// What `url.NAME` and `schema.NAME` say of one database among several.
struct Environment {
  std::string name;
  std::string url = {};
  std::string schema = {};
};

// What becomes of a build whose chain does not make the schema that the author wants.
enum class SchemaCheck : unsigned char { error, warning, off };

struct FolderSettings {
  std::vector<std::string> versions = {"versions"};   // folders below the migrations folder
  std::vector<Dialect> dialects = {Dialect::sqlite};  // ascending
  bool allow_multiple_heads = false;
  std::string version_table = "migrate_version";
  std::string schema = {};
  std::string version_schema = {};
  std::string search_path = {};  // names separated by ", "
  std::string file_template = "{id}_{slug}";
  std::string url = {};
  std::vector<Environment> environments = {};  // in the order of the file
  Verify verify = Verify::roundtrip;
  std::string verify_from = {};  // the id of a revision; of those below it only upgrades are run
  bool verify_locked = false;    // what fails in a released revision is an error
  VerifyPostgres verify_postgres = VerifyPostgres::automatic;
  bool foreign_keys = true;                         // SQLite: as the program has them
  SchemaCheck schema_check = SchemaCheck::warning;  // of schema.sql
  SchemaCheck schema_head = SchemaCheck::off;       // of schema.head.sql
  bool drift_check = false;                         // the program knows the objects of the head
  bool schema_header = false;                       // the build writes NAME/schema.h
  TransactionMode transaction = TransactionMode::all;
  std::vector<std::string> ignore = {};  // patterns of names that comparisons of schemas leave out
  bool safe_steps = false;               // generated changes of PostgreSQL that keep no filled table locked
  std::optional<bool> snapshot = {};     // nothing: for SQLite only
  bool strict_lock = false;              // every revision must be in migrate.lock
};

// Of "auto", "require" and "off".
[[nodiscard]] std::optional<VerifyPostgres> find_verify_postgres(std::string_view word) noexcept;

// Reports every mistake; a key with a mistake keeps its default.
[[nodiscard]] FolderSettings parse_settings(const SourceFile& file, Diagnostics& diagnostics);

}  // namespace migrate::migc

#include "migc/drift/head_facts.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "core/chain/digest.h"
#include "core/text/json.h"
#include "core/text/sha256.h"
#include "engine/name_cursor.h"
#include "engine/names.h"
#include "migc/derive/scratch_engines.h"
#include "migc/diff/ignored_objects.h"
#include "migc/drift/applied_database.h"
#include "migc/drift/fact_questions.h"
#include "migc/folder/shell_command.h"
#include "migc/scratch/library_tables.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

constexpr int facts_format = 2;

// Another question has other answers.
std::string digest_of_question(Dialect dialect) {
  core::Sha256 hash;
  hash.update(fact_question(dialect));
  return core::to_hex(hash.finish()).substr(0, 16);
}

std::string with_schema(std::string_view question, std::string_view schema) {
  std::string literal = "'";
  for (const char c : schema) literal += c == '\'' ? "''" : std::string(1, c);
  literal += '\'';
  std::string text(question);
  for (std::size_t at = text.find("$1"); at != std::string::npos; at = text.find("$1", at + literal.size()))
    text.replace(at, 2, literal);
  return text;
}

std::vector<std::string> heads_of(const Chain& chain) {
  std::vector<std::string> heads;
  for (const RevisionIndex head : chain.heads()) heads.emplace_back(chain[head].id());
  return heads;
}

// Whether an object is a table of the library, or belongs to one.
bool is_of_library(std::string_view object, const std::vector<std::string>& tables) {
  for (const std::string& table : tables)
    if (object == "table " + table || object.ends_with(" on " + table) ||
        object.starts_with("sequence " + table + '_'))
      return true;
  return false;
}

// Of "index ix on runs": "ix" and "runs".
std::vector<std::string_view> names_in(std::string_view object) {
  for (const std::string_view word : {"materialized ", "foreign "})
    if (object.starts_with(word)) object.remove_prefix(word.size());
  const bool is_function = object.starts_with("function ");
  object.remove_prefix(object.find(' ') + 1);
  if (is_function) return {object.substr(0, object.find('('))};
  const std::size_t on = object.rfind(" on ");
  if (on == std::string_view::npos) return {object};
  return {object.substr(0, on), object.substr(on + 4)};
}

void drop_ignored(std::vector<core::SchemaObject>& objects, const std::vector<std::string>& patterns) {
  std::erase_if(objects, [&](const core::SchemaObject& object) {
    return std::ranges::any_of(names_in(object.name), [&](std::string_view name) {
      return std::ranges::any_of(patterns,
                                 [&](const std::string& pattern) { return matches_pattern(name, pattern); });
    });
  });
}

// The program asks with this search path, too.
void use_program_settings(Dialect dialect, ScratchDatabase& database) {
  switch (dialect) {
    case Dialect::sqlite:
      return;
    case Dialect::postgres:
      database.execute("SET search_path = pg_catalog, pg_temp");
      return;
  }
}

std::string hex_of(const core::Fingerprint& fingerprint) {
  return fmt::format("{:016x}{:016x}", fingerprint.high, fingerprint.low);
}

std::uint64_t number_of(std::string_view hex) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), number, 16);
  if (hex.size() != 16 || end != hex.data() + hex.size() || error != std::errc())
    throw Error(ErrorKind::bad_input, "a fingerprint is not 32 hexadecimal digits");
  return number;
}

core::SchemaObject object_in(const YAML::Node& node) {
  const auto hex = node["facts"].as<std::string>();
  return {.name = node["name"].as<std::string>(),
          .is_spelled = node["spelled"].as<bool>(),
          .fingerprint = {number_of(std::string_view(hex).substr(0, 16)),
                          number_of(std::string_view(hex).substr(std::min<std::size_t>(16, hex.size())))}};
}

Entity table_in(const YAML::Node& node) {
  Entity table{.name = node["name"].as<std::string>()};
  for (const YAML::Node& column : node["columns"])
    table.columns.push_back({.name = column["name"].as<std::string>(),
                             .type = column["type"].as<std::string>(),
                             .is_required = column["required"].as<bool>()});
  return table;
}

// Throws where the text is no such file. Nothing where it is of another chain.
std::optional<Head> parse_facts(std::string_view text, Dialect dialect, std::string_view root_digest) {
  const YAML::Node root = YAML::Load(std::string(text));
  if (root["format"].as<int>() != facts_format || root["root_digest"].as<std::string>() != root_digest ||
      root["question"].as<std::string>() != digest_of_question(dialect))
    return std::nullopt;
  Head head{.facts = {.dialect = dialect, .question = std::string(fact_question(dialect)), .facts = {}},
            .tables = {}};
  head.facts.facts.server = root["server"].as<std::string>();
  for (const YAML::Node& node : root["objects"]) head.facts.facts.objects.push_back(object_in(node));
  for (const YAML::Node& node : root["tables"]) head.tables.push_back(table_in(node));
  return head;
}

// Of the file; the reason where it has none for this chain.
std::optional<Head> read_facts_file(const Folder& folder, const Chain& chain, Dialect dialect,
                                    Diagnostics& diagnostics, std::string& reason) {
  const std::string name = name_of_facts_file(dialect);
  const std::optional<SourceFile> file = read_folder_file(folder.dir, name, diagnostics);
  reason = fmt::format("there is no {}/{}", folder.dir, name);
  if (!file) return std::nullopt;
  reason = fmt::format("{} was written for another chain", file->path());
  try {
    return parse_facts(file->bytes(), dialect, chain.root_digest());
  } catch (const std::exception& error) {
    reason = fmt::format("{} is invalid: {}", file->path(), error.what());
    return std::nullopt;
  }
}

std::string note_of(const FolderSettings& settings, Dialect dialect, std::string_view reason) {
  const bool are_both = settings.drift_check && settings.schema_header;
  const std::string_view keys = are_both               ? "drift_check and schema_header have"
                                : settings.drift_check ? "drift_check has"
                                                       : "schema_header has";
  return fmt::format("{}: {} no effect: {}", to_string(dialect), keys, reason);
}

class HeadsOfFolder {
 public:
  HeadsOfFolder(const Folder& folder, const Chain& chain, Diagnostics& diagnostics)
      : folder_(folder), chain_(chain), diagnostics_(diagnostics) {}

  HeadsToCompile read() {
    for (const Dialect dialect : chain_.dialects()) read(dialect);
    return std::move(heads_);
  }

 private:
  void read(Dialect dialect) {
    switch (dialect) {
      case Dialect::sqlite:
        return read_sqlite();
      case Dialect::postgres:
        return read_postgres();
    }
  }

  void read_sqlite() {
    try {
      const HeadTables tables = folder_.settings.schema_header ? HeadTables::read : HeadTables::left_out;
      add(read_head(folder_, chain_, "", Dialect::sqlite, tables));
    } catch (const Error& error) {
      heads_.notes.push_back(note_of(folder_.settings, Dialect::sqlite, error.what()));
    }
  }

  void read_postgres() {
    std::string reason;
    if (std::optional<Head> head = read_facts_file(folder_, chain_, Dialect::postgres, diagnostics_, reason))
      add(*std::move(head));
    else
      heads_.notes.push_back(note_of(folder_.settings, Dialect::postgres, reason) +
                             "; write it: " + migc_call(folder_.dir, "dump --facts"));
  }

  void add(Head head) {
    drop_ignored(head.facts.facts.objects, folder_.settings.ignore);
    if (folder_.settings.schema_header)
      heads_.schemas.push_back({head.facts.dialect, std::move(head.tables)});
    if (folder_.settings.drift_check) heads_.facts.push_back(std::move(head.facts));
  }

  const Folder& folder_;
  const Chain& chain_;
  Diagnostics& diagnostics_;
  HeadsToCompile heads_;
};

std::string json_of(const Entity& table) {
  std::string columns;
  for (const EntityColumn& column : table.columns)
    columns +=
        fmt::format("{}{{\"name\":{},\"type\":{},\"required\":{}}}", columns.empty() ? "" : ",",
                    core::json_string(column.name), core::json_string(column.type), column.is_required);
  return fmt::format("{{\"name\":{},\"columns\":[{}]}}", core::json_string(table.name), columns);
}

// Names as the engine has them, not as it spells them in SQL.
std::string without_quotes(Dialect dialect, const std::string& name) {
  const bool is_quoted = dialect == Dialect::postgres && name.starts_with('"');
  return is_quoted ? core::NameCursor(dialect, name).take_name().value_or(name) : name;
}

std::vector<Entity> tables_of(Dialect dialect, SchemaDatabase& database) {
  std::vector<Entity> tables = entities_of(database.read_schema()).tables;
  for (Entity& table : tables) {
    if (table.name.find('.') == std::string::npos) table.name = without_quotes(dialect, table.name);
    for (EntityColumn& column : table.columns) column.name = without_quotes(dialect, column.name);
  }
  return tables;
}

}  // namespace

std::string name_of_facts_file(Dialect dialect) {
  return fmt::format("head.{}.json", to_string(dialect));
}

Head read_head(const Folder& folder, const Chain& chain, const std::string& cache, Dialect dialect,
               HeadTables wanted) {
  const std::unique_ptr<ScratchEngine> engine = scratch_engines(folder, cache)(dialect, chain);
  const std::unique_ptr<ScratchDatabase> database = make_applied_database(*engine, chain, heads_of(chain));
  std::vector<Entity> tables;
  if (wanted == HeadTables::read) tables = tables_of(dialect, *database);
  const std::string_view question = fact_question(dialect);
  use_program_settings(dialect, *database);
  core::HeadFacts facts{.dialect = dialect, .question = std::string(question), .facts = {}};
  facts.facts = core::facts_of(
      database->query(with_schema(question, core::schema_of_revisions(dialect, chain.settings()))));
  const std::vector<std::string> own = library_tables(chain.settings().version_table);
  std::erase_if(facts.facts.objects,
                [&](const core::SchemaObject& object) { return is_of_library(object.name, own); });
  return {std::move(facts), std::move(tables)};
}

std::string facts_json(const Head& head, std::string_view root_digest) {
  using core::json_string;
  const core::SchemaFacts& facts = head.facts.facts;
  std::string objects, tables;
  for (const core::SchemaObject& object : facts.objects)
    objects += fmt::format("{}\n {{\"name\":{},\"spelled\":{},\"facts\":\"{}\"}}", objects.empty() ? "" : ",",
                           json_string(object.name), object.is_spelled, hex_of(object.fingerprint));
  for (const Entity& table : head.tables) tables += (tables.empty() ? "\n " : ",\n ") + json_of(table);
  return fmt::format(
      "{{\"format\":{},\"root_digest\":{},\"question\":{},\"server\":{},\"objects\":[{}\n],\"tables\":[{}\n]}"
      "}\n",
      facts_format, json_string(root_digest), json_string(digest_of_question(head.facts.dialect)),
      json_string(facts.server), objects, tables);
}

HeadsToCompile heads_to_compile(const Folder& folder, const Chain& chain, Diagnostics& diagnostics) {
  if (!folder.settings.drift_check && !folder.settings.schema_header) return {};
  return HeadsOfFolder(folder, chain, diagnostics).read();
}

}  // namespace migrate::migc

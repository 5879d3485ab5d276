#include "migc/drift/head_facts.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string_view>

#include "core/chain/digest.h"
#include "core/text/json.h"
#include "core/text/sha256.h"
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

constexpr int facts_format = 1;

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

// Throws where the text is no such file. Nothing where it is of another chain.
std::optional<core::HeadFacts> parse_facts(std::string_view text, Dialect dialect,
                                           std::string_view root_digest) {
  const YAML::Node root = YAML::Load(std::string(text));
  if (root["format"].as<int>() != facts_format || root["root_digest"].as<std::string>() != root_digest ||
      root["question"].as<std::string>() != digest_of_question(dialect))
    return std::nullopt;
  core::HeadFacts head{.dialect = dialect, .question = std::string(fact_question(dialect)), .facts = {}};
  head.facts.server = root["server"].as<std::string>();
  for (const YAML::Node& node : root["objects"]) head.facts.objects.push_back(object_in(node));
  return head;
}

// Of the file; the reason where it has none for this chain.
std::optional<core::HeadFacts> read_facts_file(const Folder& folder, const Chain& chain, Dialect dialect,
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

std::string note_of(Dialect dialect, std::string_view reason) {
  return fmt::format("{}: drift_check has no effect: {}", to_string(dialect), reason);
}

void add_sqlite_facts(const Folder& folder, const Chain& chain, CompiledFacts& compiled) {
  try {
    compiled.heads.push_back(read_head_facts(folder, chain, "", Dialect::sqlite));
  } catch (const Error& error) {
    compiled.notes.push_back(note_of(Dialect::sqlite, error.what()));
  }
}

void add_postgres_facts(const Folder& folder, const Chain& chain, Diagnostics& diagnostics,
                        CompiledFacts& compiled) {
  std::string reason;
  if (std::optional<core::HeadFacts> head =
          read_facts_file(folder, chain, Dialect::postgres, diagnostics, reason))
    compiled.heads.push_back(*std::move(head));
  else
    compiled.notes.push_back(note_of(Dialect::postgres, reason) +
                             "; write it: " + migc_call(folder.dir, "dump --facts"));
}

void add_facts(const Folder& folder, const Chain& chain, Dialect dialect, Diagnostics& diagnostics,
               CompiledFacts& compiled) {
  switch (dialect) {
    case Dialect::sqlite:
      add_sqlite_facts(folder, chain, compiled);
      return;
    case Dialect::postgres:
      add_postgres_facts(folder, chain, diagnostics, compiled);
      return;
  }
}

}  // namespace

std::string name_of_facts_file(Dialect dialect) {
  return fmt::format("head.{}.json", to_string(dialect));
}

core::HeadFacts read_head_facts(const Folder& folder, const Chain& chain, const std::string& cache,
                                Dialect dialect) {
  const std::unique_ptr<ScratchEngine> engine = scratch_engines(folder, cache)(dialect, chain);
  const std::unique_ptr<ScratchDatabase> database = make_applied_database(*engine, chain, heads_of(chain));
  const std::string_view question = fact_question(dialect);
  use_program_settings(dialect, *database);
  core::HeadFacts head{.dialect = dialect, .question = std::string(question), .facts = {}};
  head.facts = core::facts_of(
      database->query(with_schema(question, core::schema_of_revisions(dialect, chain.settings()))));
  const std::vector<std::string> own = library_tables(chain.settings().version_table);
  std::erase_if(head.facts.objects,
                [&](const core::SchemaObject& object) { return is_of_library(object.name, own); });
  return head;
}

std::string facts_json(const core::HeadFacts& head, std::string_view root_digest) {
  using core::json_string;
  std::string objects;
  for (const core::SchemaObject& object : head.facts.objects)
    objects += fmt::format("{}\n {{\"name\":{},\"spelled\":{},\"facts\":\"{}\"}}", objects.empty() ? "" : ",",
                           json_string(object.name), object.is_spelled, hex_of(object.fingerprint));
  return fmt::format(
      "{{\"format\":{},\"root_digest\":{},\"question\":{},\"server\":{},\"objects\":[{}\n]}}\n", facts_format,
      json_string(root_digest), json_string(digest_of_question(head.dialect)), json_string(head.facts.server),
      objects);
}

CompiledFacts facts_to_compile(const Folder& folder, const Chain& chain, Diagnostics& diagnostics) {
  CompiledFacts compiled;
  if (!folder.settings.drift_check) return compiled;
  for (const Dialect dialect : chain.dialects()) add_facts(folder, chain, dialect, diagnostics, compiled);
  for (core::HeadFacts& head : compiled.heads) drop_ignored(head.facts.objects, folder.settings.ignore);
  return compiled;
}

}  // namespace migrate::migc

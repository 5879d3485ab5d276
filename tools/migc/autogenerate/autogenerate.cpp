#include "migc/autogenerate/autogenerate.h"

#include <fmt/format.h>

#include <utility>

#include "migc/derive/scratch_engines.h"
#include "migc/diff/live_database.h"
#include "migc/diff/migrated_database.h"
#include "migc/diff/schema_file.h"
#include "migc/dump/schema_dump.h"
#include "migc/folder/shell_command.h"
#include "migc/proof/proof_place.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

Error no_schema_file(const Folder& folder, Dialect dialect) {
  return {
      ErrorKind::usage,
      fmt::format("there is no {0}/schema.sql and no {0}/schema.{1}.sql, which says what schema is wanted; "
                  "to begin with that of the chain: {2}",
                  folder.dir, to_string(dialect),
                  migc_call(folder.dir, fmt::format("dump --write {}/schema.sql", folder.dir)))};
}

}  // namespace

ReadWanted schema_file_of(const Folder& folder) {
  return [&folder](Dialect dialect, Diagnostics& diagnostics) {
    std::optional<SourceFile> file = read_schema_file(folder.dir, dialect, diagnostics);
    if (!file && diagnostics.empty()) throw no_schema_file(folder, dialect);
    return file;
  };
}

ReadWanted file_at(const std::string& path) {
  return [path](Dialect, Diagnostics& diagnostics) { return read_schema_file(path, diagnostics); };
}

ReadWanted database_at(const LiveSide& database, const Settings& settings) {
  return [database, &settings](Dialect dialect, Diagnostics&) -> std::optional<SourceFile> {
    if (dialect != database.dialect)
      throw Error(
          ErrorKind::usage,
          fmt::format("the chain is for {}, too, and the database says nothing of that: leave it out of "
                      "dialects in migrate.yaml, or write a schema file for each engine",
                      to_string(dialect)));
    const std::unique_ptr<SchemaDatabase> live = open_live_database(dialect, database.location, settings);
    const std::string name = fmt::format("schema of the database ({})", to_string(dialect));
    return SourceFile(name, name, dump_schema({dialect, *live, database.location}, settings));
  };
}

Autogenerate::Autogenerate(const Folder& folder, const Chain& chain, const std::string& parent,
                           const ReadWanted& read_wanted, Diagnostics& diagnostics)
    : folder_(folder), chain_(chain), cache_(find_cache(folder.dir)) {
  for (const Dialect dialect : folder.settings.dialects)
    read_sides(dialect, parent, read_wanted, diagnostics);
}

void Autogenerate::read_sides(Dialect dialect, const std::string& parent, const ReadWanted& read_wanted,
                              Diagnostics& diagnostics) {
  Diagnostics of_file;
  schemas_.push_back(std::make_unique<BothSchemas>());
  BothSchemas& schemas = *schemas_.back();
  schemas.file = read_wanted(dialect, of_file);
  schemas.ignored = folder_.settings.ignore;
  std::vector<std::string> texts;
  if (schemas.file) texts.emplace_back(schemas.file->bytes());
  schemas.engine = scratch_engines(folder_, cache_, std::move(texts))(dialect, chain_);
  schemas.wanted = schemas.engine->make_database();
  if (schemas.file) {
    load_schema(*schemas.file, dialect, chain_.settings(), *schemas.wanted, of_file);
    schemas.elements = SchemaElements(*schemas.file, dialect, chain_.settings(), of_file);
  }
  for (const Diagnostic& mistake : of_file.sorted()) diagnostics.add(mistake);
  schemas.present =
      parent.empty() ? schemas.engine->make_database() : make_database_at(*schemas.engine, chain_, parent);
}

void Autogenerate::find_changes(Interview& interview, Diagnostics& diagnostics) {
  for (const std::unique_ptr<BothSchemas>& schemas : schemas_)
    changes_.push_back(find_change(*schemas, chain_.settings(), interview, diagnostics));
}

std::vector<Stage> Autogenerate::stages() const {
  return stages_of(schemas_, changes_, chain_.settings(), folder_.settings.safe_steps);
}

ChangeProof Autogenerate::prove(const Folder& folder, const NewRevisions& revisions) const {
  return prove_change(schemas_, folder, revisions, cache_);
}

}  // namespace migrate::migc

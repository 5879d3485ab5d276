#include "migc/diff/schema_sides.h"

#include <fmt/format.h>

#include <memory>

#include "migc/diff/ignored_objects.h"
#include "migc/diff/live_database.h"
#include "migc/diff/migrated_database.h"
#include "migc/diff/schema_file.h"
#include "migc/dump/schema_dump.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

std::optional<SourceFile> file_of(const FileSide& side, const Folder& folder, Dialect dialect,
                                  Diagnostics& diagnostics) {
  return side.path.empty() ? read_schema_file(folder.dir, dialect, diagnostics)
                           : read_schema_file(side.path, diagnostics);
}

}  // namespace

std::vector<std::string> texts_of_files(const Folder& folder, Dialect dialect,
                                        const std::vector<const SchemaSide*>& sides) {
  std::vector<std::string> texts;
  for (const SchemaSide* side : sides) {
    Diagnostics said_later;
    const auto* named = std::get_if<FileSide>(side);
    const std::optional<SourceFile> file =
        named == nullptr ? std::nullopt : file_of(*named, folder, dialect, said_later);
    if (file) texts.emplace_back(file->bytes());
  }
  return texts;
}

SchemaCatalogue SchemaSides::read(const SchemaSide& side) {
  const auto* live = std::get_if<LiveSide>(&side);
  SchemaCatalogue schema =
      live != nullptr ? open_live_database(live->dialect, live->location, chain_.settings())->read_schema()
                      : make_database(side)->read_schema();
  return without_ignored(std::move(schema), folder_.settings.ignore);
}

std::unique_ptr<ScratchDatabase> SchemaSides::make_database(const SchemaSide& side) {
  return std::visit([this](const auto& each) { return make_side(each); }, side);
}

std::unique_ptr<ScratchDatabase> SchemaSides::make_side(const ChainSide& side) {
  return make_database_at(engine_, chain_, side.target);
}

std::unique_ptr<ScratchDatabase> SchemaSides::make_side(const FileSide& side) {
  const std::optional<SourceFile> file = read_file_of(side);
  std::unique_ptr<ScratchDatabase> database = engine_.make_database();
  if (file) load_schema(*file, engine_.dialect(), chain_.settings(), *database, diagnostics_);
  return database;
}

std::optional<SourceFile> SchemaSides::read_file_of(const FileSide& side) {
  std::optional<SourceFile> file = file_of(side, folder_, engine_.dialect(), diagnostics_);
  if (side.path.empty() && !file && diagnostics_.empty())
    throw Error(ErrorKind::usage, fmt::format("there is no {0}/schema.sql and no {0}/schema.{1}.sql",
                                              folder_.dir, to_string(engine_.dialect())));
  return file;
}

// From what a dump says of it.
std::unique_ptr<ScratchDatabase> SchemaSides::make_side(const LiveSide& side) {
  const std::unique_ptr<SchemaDatabase> live =
      open_live_database(side.dialect, side.location, chain_.settings());
  const SourceFile dump("dump", "dump", dump_schema({side.dialect, *live, side.location}, chain_.settings()));
  std::unique_ptr<ScratchDatabase> database = engine_.make_database();
  load_schema(dump, side.dialect, chain_.settings(), *database, diagnostics_);
  return database;
}

}  // namespace migrate::migc

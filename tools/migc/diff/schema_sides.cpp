#include "migc/diff/schema_sides.h"

#include <fmt/format.h>

#include <memory>

#include "migc/diff/live_database.h"
#include "migc/diff/migrated_database.h"
#include "migc/diff/schema_file.h"
#include "migrate/error.h"

namespace migrate::migc {

SchemaCatalogue SchemaSides::read(const SchemaSide& side) {
  return std::visit([this](const auto& each) { return read_side(each); }, side);
}

SchemaCatalogue SchemaSides::read_side(const ChainSide& side) {
  return make_database_at(engine_, chain_, side.target)->read_schema();
}

SchemaCatalogue SchemaSides::read_side(const FileSide&) {
  const std::optional<SourceFile> file = read_schema_file(folder_.dir, engine_.dialect(), diagnostics_);
  if (!file && diagnostics_.empty())
    throw Error(ErrorKind::usage, fmt::format("there is no {0}/schema.sql and no {0}/schema.{1}.sql",
                                              folder_.dir, to_string(engine_.dialect())));
  const std::unique_ptr<ScratchDatabase> database = engine_.make_database();
  if (file) load_schema(*file, engine_.dialect(), *database, diagnostics_);
  return database->read_schema();
}

SchemaCatalogue SchemaSides::read_side(const LiveSide& side) {
  return open_live_database(side.dialect, side.location, chain_.settings())->read_schema();
}

}  // namespace migrate::migc

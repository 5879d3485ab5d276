#include "migc/dump/schema_dump.h"

#include "engine/postgres/names.h"
#include "migc/diff/live_database.h"
#include "migc/dump/postgres_dump.h"
#include "migc/dump/sqlite_dump.h"
#include "migc/scratch/library_tables.h"

namespace migrate::migc {

namespace {

std::string dump_postgres_at(const std::string& url, const Settings& settings) {
  return dump_postgres({.url = url,
                        .version_schema = core::postgres_names(settings).version_schema,
                        .own_tables = library_tables(settings.version_table)});
}

}  // namespace

std::string dump_schema(ScratchDatabase& database, Dialect dialect, const Settings& settings) {
  switch (dialect) {
    case Dialect::sqlite:
      return dump_sqlite(database, library_tables(settings.version_table));
    case Dialect::postgres:
      return dump_postgres_at(database.for_others().address, settings);
  }
  return {};
}

std::string dump_schema(const std::string& location, Dialect dialect, const Settings& settings) {
  switch (dialect) {
    case Dialect::sqlite:
      return dump_sqlite(*open_sqlite_database(location, settings), library_tables(settings.version_table));
    case Dialect::postgres:
      return dump_postgres_at(location, settings);
  }
  return {};
}

}  // namespace migrate::migc

#include "migc/dump/schema_dump.h"

#include "engine/postgres/names.h"
#include "migc/dump/postgres_dump.h"
#include "migc/dump/sqlite_dump.h"
#include "migc/scratch/library_tables.h"

namespace migrate::migc {

std::string dump_schema(const DumpedDatabase& dumped, const Settings& settings) {
  std::vector<std::string> own_tables = library_tables(settings.version_table);
  switch (dumped.dialect) {
    case Dialect::sqlite:
      return dump_sqlite(dumped.database, own_tables);
    case Dialect::postgres:
      return dump_postgres({.url = dumped.url,
                            .version_schema = core::postgres_names(settings).version_schema,
                            .own_tables = std::move(own_tables)});
  }
  return {};
}

}  // namespace migrate::migc

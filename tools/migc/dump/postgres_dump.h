#pragma once

// The schema of a PostgreSQL database as SQL that makes it again. pg_dump writes it, which knows every kind
// of object and an order in which they can be created; what is the same in all of its dumps is left out. Rows
// are INSERT statements of one row each, and come before constraints, indexes and triggers; then owners and
// privileges are left out.

#include <string>
#include <vector>

namespace migrate::migc {

enum class DumpContent : bool { schema, schema_and_rows };

struct PostgresDumpRequest {
  std::string url;
  std::string version_schema;           // where the library's tables are
  std::vector<std::string> own_tables;  // of the library, which are left out
  DumpContent content = DumpContent::schema;
};

// Throws migrate::Error (`unavailable`) where there is no pg_dump, or where it fails.
[[nodiscard]] std::string dump_postgres(const PostgresDumpRequest& request);

}  // namespace migrate::migc

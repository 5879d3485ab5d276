#pragma once

// Reads the catalogue of a PostgreSQL database.
//
//     PostgresCatalogueReader reader({"migrate_version", "migrate_history"}, "public");
//     SchemaCatalogue before = reader.read(connection);
//     ...
//     differences(before, reader.read(connection));
//
// The first reading of a database asks for everything; the next ones for what has been written since, by the
// server's own counters. They are complete where no other session writes to the database: where one is
// connected, everything is read. Servers 15 to 18. The session is left as it was found: everything is read in
// a transaction that only reads, whose settings end with it.

#include <map>
#include <pqxx/connection>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "migc/catalogue/postgres_known.h"

namespace migrate::postgres {
class Server;
}

namespace migrate::migc {

class PostgresCatalogueReader {
 public:
  // `own_tables`: of that schema, which are left out with all that belongs to them.
  explicit PostgresCatalogueReader(std::vector<std::string> own_tables = {}, std::string schema = "public")
      : own_tables_(std::move(own_tables)), schema_(std::move(schema)) {}

  // Throws migrate::Error where the database cannot be read. REQUIRES: no transaction is open.
  [[nodiscard]] SchemaCatalogue read(pqxx::connection& connection);

 private:
  void read_all(postgres::Server& server, KnownDatabase& known) const;
  void read_again(postgres::Server& server, std::set<PostgresAddress> changed, KnownDatabase& known) const;

  std::vector<std::string> own_tables_;
  std::string schema_;
  std::map<std::string, KnownDatabase> known_;
};

}  // namespace migrate::migc

#pragma once

// Reads the catalogue of a PostgreSQL database.
//
//     PostgresCatalogueReader reader({"migrate_version", "migrate_history"}, "public");
//     PostgresQuestions questions(url, PostgresQuestions::Plans::kept);
//     SchemaCatalogue before = reader.read(questions);
//     ...
//     differences(before, reader.read(questions));
//
// The first reading of a database asks for everything; the next ones for what has been written since, by the
// server's own counters. They are complete where no other session writes to the database than the one that is
// known (postgres_questions.h): where another one is connected, everything is read. Servers 15 to 18. The
// session is left as it was found: everything is read in a transaction that only reads, whose settings end
// with it.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "migc/catalogue/postgres_known.h"
#include "migc/catalogue/postgres_questions.h"

namespace migrate::migc {

class PostgresCatalogueReader {
 public:
  // `own_tables`: of that schema, which are left out with all that belongs to them.
  explicit PostgresCatalogueReader(std::vector<std::string> own_tables = {}, std::string schema = "public")
      : own_tables_(std::move(own_tables)), schema_(std::move(schema)) {}

  // Throws migrate::Error where the database cannot be read. REQUIRES: no transaction is open.
  [[nodiscard]] SchemaCatalogue read(PostgresQuestions& questions);

 private:
  void read_all(PostgresQuestions& questions, KnownDatabase& known) const;
  void read_again(PostgresQuestions& questions, std::set<PostgresAddress> changed,
                  KnownDatabase& known) const;

  std::vector<std::string> own_tables_;
  std::string schema_;
  std::map<std::string, KnownDatabase> known_;
};

}  // namespace migrate::migc

#pragma once

// Reads tables whose owner is not trusted. Planning a query on such a table can run the owner's code with the
// rights of the role that asks; COPY of a table is not planned. A lock keeps the table as the catalogue
// describes it until its rows are read, and the types of the columns are the server's own, so that nothing of
// the owner's runs.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "migrate/adapter.h"
#include "postgres/server.h"

namespace migrate::postgres {

struct UntrustedTables {
  std::string begin_sql;      // begins a read-only transaction
  std::string catalogue_sql;  // the statement of find_tables_statement() for these tables
  std::function<std::string(const std::string& table)> qualified;
};

// In the order of `tables`. Throws migrate::Error (`busy`) when a table has become another one in the
// meantime.
[[nodiscard]] std::vector<Rows> read_untrusted(Server& server, const UntrustedTables& where,
                                               std::span<const adapter::TableColumns> tables);

// The values of one line of COPY's text format, without its end. REQUIRES: as many columns as kinds.
[[nodiscard]] Row parse_copied(std::string_view line, std::span<const adapter::ColumnKind> kinds);

}  // namespace migrate::postgres

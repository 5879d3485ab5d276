#pragma once

// INSERT, UPDATE and DELETE, which both dialects write alike. Values are spelled by the types that the
// catalogue knows, and otherwise as they are written.

#include <string>
#include <vector>

#include "migc/operations/catalogue.h"
#include "migc/operations/operation.h"

namespace migrate::migc {

// Neighbouring rows with the same columns share a statement.
[[nodiscard]] std::vector<std::string> insert_statements(const BulkInsert& insert, const Catalogue& before);
[[nodiscard]] std::string update_statement(const UpdateRows& update, const Catalogue& before);
[[nodiscard]] std::string delete_statement(const DeleteRows& remove, Dialect dialect);

}  // namespace migrate::migc

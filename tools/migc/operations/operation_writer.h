#pragma once

// The operations of one direction of a revision become the statements of one dialect, each after the schema
// that those before it have left.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "migc/operations/catalogue.h"
#include "migc/operations/operation.h"
#include "migc/operations/schema_view.h"

namespace migrate::migc {

struct WrittenStatement {
  std::string text;
  std::size_t at;  // the operation that it came from; of several, the first
};

class OperationWriter {
 public:
  OperationWriter() = default;
  OperationWriter(const OperationWriter&) = delete;
  OperationWriter& operator=(const OperationWriter&) = delete;
  virtual ~OperationWriter() = default;

  // After all that has been written so far.
  [[nodiscard]] virtual const SchemaView& schema() const noexcept = 0;

  // REQUIRES: check_operation() has nothing to say, and the operation is neither Execute nor Call.
  virtual void write(const PlacedOperation& operation, const Catalogue& before) = 0;
  // A statement of the author's.
  virtual void write_sql(std::string statement, std::size_t at) = 0;
  // Completes what is collected so far. Must come last, and before anything that is no statement.
  virtual void flush() {}

  // Those that are complete and were not taken yet.
  [[nodiscard]] virtual std::vector<WrittenStatement> take_statements() = 0;
  // The tables that are rebuilt, by the names that they had in the beginning.
  [[nodiscard]] virtual std::set<std::string> rebuilt_tables() const { return {}; }
  // Why what was written needs the revision's transaction around it, and what to do; empty where it does not.
  [[nodiscard]] virtual std::string need_of_transaction() const { return {}; }
};

}  // namespace migrate::migc

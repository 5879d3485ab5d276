#pragma once

// One direction of a YAML revision in one dialect: its operations are judged by the schema at their point of
// the chain, and become the items of a script.

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "migc/chain/chain_builder.h"
#include "migc/operations/catalogue.h"
#include "migc/operations/mistakes.h"
#include "migc/operations/operation_writer.h"
#include "migc/sql/sql_splitter.h"

namespace migrate::migc {

class ScriptWriter {
 public:
  // What it writes it says to the catalogue. All must outlive it.
  ScriptWriter(std::unique_ptr<OperationWriter> writer, Transaction transaction, Catalogue& catalogue,
               Mistakes& mistakes);

  // False from the first mistake on: what follows would be judged by a schema that does not exist.
  bool write(const PlacedOperation& placed);
  // Must come last.
  [[nodiscard]] std::vector<core::ScriptItem> finish();

  [[nodiscard]] bool adds_enum_value() const noexcept { return adds_enum_value_; }
  [[nodiscard]] std::vector<core::DroppedColumn> take_dropped_columns() {
    return std::move(dropped_columns_);
  }
  // By the names that they had when the script began.
  [[nodiscard]] std::set<std::string> rebuilt_tables() const { return writer_->rebuilt_tables(); }

 private:
  bool write_operation(const PlacedOperation& placed);
  bool write_object(PlacedOperation placed, const std::string& text);
  bool write_call(const Call& call, std::size_t at);
  bool write_sql(const Execute& execute);
  void write_statement(bool is_call, const std::string& statement, std::size_t at, std::size_t line);
  SectionSplit split_text(const std::string& text, std::size_t at);
  void flush();
  void take_statements();
  void add(std::string text, std::size_t at);
  void note_dropped_column(const Operation& operation);
  [[nodiscard]] std::uint32_t line_of(std::size_t at) const;

  std::unique_ptr<OperationWriter> writer_;
  Dialect dialect_;
  Transaction transaction_;
  Catalogue& catalogue_;
  Mistakes& mistakes_;
  std::vector<core::ScriptItem> items_;
  std::vector<core::DroppedColumn> dropped_columns_;
  std::size_t rebuilt_at_ = 0;
  bool adds_enum_value_ = false;
};

}  // namespace migrate::migc

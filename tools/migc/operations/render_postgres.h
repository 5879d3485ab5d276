#pragma once

// Operations as PostgreSQL's statements. Same operations, same order as render_sqlite.h.

#include <string>
#include <utility>
#include <vector>

#include "migc/operations/catalogue_view.h"
#include "migc/operations/operation_writer.h"

namespace migrate::migc {

class PostgresWriter final : public OperationWriter {
 public:
  // Which must outlive it.
  explicit PostgresWriter(const Catalogue& catalogue) : view_(catalogue) {}

  const SchemaView& schema() const noexcept override { return view_; }
  void write(const PlacedOperation& operation, const Catalogue& before) override;
  void write_sql(std::string statement, std::size_t at) override;
  std::vector<WrittenStatement> take_statements() override { return std::exchange(statements_, {}); }

 private:
  CatalogueView view_;
  std::vector<WrittenStatement> statements_;
};

}  // namespace migrate::migc

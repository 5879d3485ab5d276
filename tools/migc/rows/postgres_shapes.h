#pragma once

// The tables of a PostgreSQL database. The server counts what is written into each table, so nothing is left
// to be inferred from statements.

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "migc/rows/shape_reader.h"

namespace migrate::migc {

class PostgresShapes final : public ShapeReader {
 public:
  explicit PostgresShapes(std::vector<std::string> own_tables) : own_tables_(std::move(own_tables)) {}

  [[nodiscard]] const Tables& read(ScratchDatabase& database) override;
  [[nodiscard]] const Tables& known() const override { return tables_; }
  [[nodiscard]] NameSet written(ScratchDatabase& database, const NameSet& words) override;
  [[nodiscard]] NameSet words_of(const NameSet& /*tables*/) const override { return {}; }
  void forget() override;

 private:
  using Shapes = std::map<std::int64_t, TableShape>;  // by the table's oid

  void read_list(ScratchDatabase& database);
  std::vector<std::int64_t> find_changed(ScratchDatabase& database) const;

  std::vector<std::string> own_tables_;
  std::string next_transaction_;  // when the shapes were read; empty: never
  std::string first_unread_;      // the oldest transaction whose changes may not have been read
  std::map<std::int64_t, std::shared_ptr<const TableShape>> shapes_;
  Tables tables_;
  // How much had been written into each table, and into which file it is, when that was last asked.
  std::map<std::int64_t, std::string> counts_;
};

}  // namespace migrate::migc

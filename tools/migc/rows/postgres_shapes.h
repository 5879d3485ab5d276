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
  using Oids = std::vector<std::int64_t>;

  Oids forget_changed(ScratchDatabase& database);
  void read_shapes(ScratchDatabase& database, const Oids& oids);
  static std::string total_of_tables(ScratchDatabase& database, std::int64_t last);
  // Of tables with this oid or a later one.
  static std::map<std::int64_t, std::string> read_counts(ScratchDatabase& database, std::int64_t first);

  std::vector<std::string> own_tables_;
  std::string next_transaction_;  // when the shapes were read; empty: never
  std::string first_unread_;      // the oldest transaction whose changes may not have been read
  std::map<std::int64_t, std::shared_ptr<const TableShape>> shapes_;
  Tables tables_;
  // How much had been written into each table, into which file it is, and what it was called, when that was
  // last asked.
  std::map<std::int64_t, std::string> counts_;
  std::string total_;           // the same of all these tables together
  bool has_uncounted_ = false;  // whether there are tables without counts
};

}  // namespace migrate::migc

#pragma once

// What tells one state of a transaction from another. libpqxx does not say when a statement has ended the
// transaction that it ran in; the server does, at the end of each message.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "migrate/value.h"

namespace migrate::postgres {

struct TransactionMarks {
  std::string began;        // when: two transactions of a session never begin at the same time
  std::string transaction;  // its number; empty as long as it has changed nothing
  std::int64_t writes = 0;  // to our tables
  bool has_tables = false;  // whether one of them exists

  bool operator==(const TransactionMarks&) const = default;
};

inline constexpr std::size_t marks_columns_count = 8;

// The expressions that read_marks() needs, for a SELECT. The tables are qualified names.
[[nodiscard]] std::string marks_columns(const std::string& version_literal,
                                        const std::string& history_literal);

// `row`: as many columns as the expressions are, from `first` on.
[[nodiscard]] TransactionMarks read_marks(const Row& row, std::size_t first);

}  // namespace migrate::postgres

#pragma once

// What must be known of the text of CREATE INDEX CONCURRENTLY before it is sent. This reads words and names
// and understands no SQL beyond them; the server does.

#include <optional>
#include <string>
#include <string_view>

namespace migrate::postgres {

// CREATE [UNIQUE] INDEX CONCURRENTLY [IF NOT EXISTS] [name] ON [ONLY] table ...
struct ConcurrentIndex {
  bool is_unique = false;
  std::string name;             // as the catalogue has it; empty when the server is to choose one
  std::string_view table;       // as it is written, with its schema if it has one
  std::string_view definition;  // what follows the table
};

[[nodiscard]] std::optional<ConcurrentIndex> read_concurrent_index(std::string_view statement);

}  // namespace migrate::postgres

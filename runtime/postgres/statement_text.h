#pragma once

// What must be known of a statement's text before it is sent. This reads words and names and understands no
// SQL beyond them; the server does.

#include <optional>
#include <string>
#include <string_view>

namespace migrate::postgres {

// How a statement of a revision may travel inside a group.
enum class Passage : std::uint8_t {
  batched,
  alone,     // it breaks off the message it is in, or changes how the rest of it is read
  forbidden  // it would begin or end a transaction
};

[[nodiscard]] Passage passage_of(std::string_view statement);

// Whether it may create something that is checked at the end of the transaction only: it has the word
// DEFERRABLE or DEFERRED in it, wherever.
[[nodiscard]] bool mentions_deferral(std::string_view statement);

// CREATE [UNIQUE] INDEX CONCURRENTLY [IF NOT EXISTS] [name] ON [ONLY] table ...
struct ConcurrentIndex {
  bool is_unique = false;
  std::string name;             // as the catalogue has it; empty when the server is to choose one
  std::string_view table;       // as it is written, with its schema if it has one
  std::string_view definition;  // what follows the table
};

[[nodiscard]] std::optional<ConcurrentIndex> read_concurrent_index(std::string_view statement);

}  // namespace migrate::postgres

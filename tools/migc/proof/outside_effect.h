#pragma once

// What a revision for PostgreSQL would do outside its database. The proof runs on the machine of the build,
// where its server may read and write what the developer may, so it does not run such a statement.
//
//     if (const std::optional<OutsideEffect> effect = find_outside_effect(script)) ...   // "COPY", item 2

#include <cstddef>
#include <optional>
#include <string>

#include "migrate/chain.h"

namespace migrate::migc {

struct OutsideEffect {
  std::string name;  // "COPY", "lo_export()"
  std::size_t item;  // of the script, counted from 0
};

// The first one: COPY, which reads or writes a file or runs a program, and calls of functions that do or that
// connect to another server. Bodies of functions are not looked into, since they do nothing by themselves.
[[nodiscard]] std::optional<OutsideEffect> find_outside_effect(const Script& script);

}  // namespace migrate::migc

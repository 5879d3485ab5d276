#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace migrate::migc {

// Statements that make a new database be what a chain makes of it.
struct Snapshot {
  std::vector<std::string> statements = {};
  std::string origin = {};   // the engine, with its version
  std::string why_not = {};  // there is none; what follows "no snapshot: "
};

// A program carries the snapshot about, and a compiler has to read it.
inline constexpr std::size_t most_bytes_of_snapshot = std::size_t{16} << 20U;

}  // namespace migrate::migc

#pragma once

// The files of a migrations folder as bytes, and what is wrong with those that cannot be read.

#include <cstddef>
#include <string>

#include "platform/file_reader.h"

namespace migrate::migc {

inline constexpr std::size_t file_size_limit = 8'388'608;

[[nodiscard]] platform::FileContent read_file(const std::string& path, platform::SymbolicLinks links);

// What is wrong with a file that was not read; `kind` is what it should have been: "a revision".
// REQUIRES: the state is not `read`.
[[nodiscard]] std::string describe(const platform::FileContent& content, const std::string& kind);

}  // namespace migrate::migc

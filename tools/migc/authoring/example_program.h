#pragma once

// What a program needs to have the chain of a new migrations folder compiled in: lines for CMake and C++,
// which `migc init` prints for a project that exists, and `migc init --example` writes as files for one that
// does not. Both call the program `app`.

#include <string>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::migc {

// `dialect`: the engine that the program opens.
[[nodiscard]] std::string cmake_lines(std::string_view folder, Dialect dialect);
[[nodiscard]] std::string example_cmake_lists(std::string_view folder, Dialect dialect);

// The first lines of main().
[[nodiscard]] std::string main_lines(Dialect dialect);
[[nodiscard]] std::string example_main(Dialect dialect);

}  // namespace migrate::migc

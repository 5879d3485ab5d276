#pragma once

#include <string>
#include <string_view>

namespace migrate::migc {

// A C++ identifier of ASCII letters; keywords are such, too.
[[nodiscard]] bool is_cpp_identifier(std::string_view text) noexcept;

[[nodiscard]] bool is_cpp_keyword(std::string_view text) noexcept;

// Why generated code cannot have a function or namespace of that name; empty where it can. `what` opens the
// message: "step", "name".
[[nodiscard]] std::string judge_cpp_name(std::string_view what, std::string_view name);

}  // namespace migrate::migc

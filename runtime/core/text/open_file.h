#pragma once

#include <cstdio>
#include <string>

namespace migrate::core {

// std::fopen() of a path in UTF-8 (core/text/path.h), for what leaves out that header's <filesystem>.
[[nodiscard]] std::FILE* open_file(const std::string& path, const char* mode);

}  // namespace migrate::core

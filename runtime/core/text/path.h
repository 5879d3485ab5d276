#pragma once

// A path is UTF-8 text in this code, on every system. A std::filesystem::path made of such a text as it is,
// or its string(), would pass through the code page of the process on Windows, which lacks most characters:
// the file would get another name, and two ways to look for it would disagree.
//
//     std::filesystem::exists(core::to_path(text))      core::to_text(folder / "lock")

#include <filesystem>
#include <string>
#include <string_view>

namespace migrate::core {

// Throws std::system_error on Windows where the text is no UTF-8; elsewhere all bytes are a path.
[[nodiscard]] inline std::filesystem::path to_path(std::string_view text) {
#if defined(_WIN32)
  return std::u8string(text.begin(), text.end());
#else
  return text;
#endif
}

// With the separators that the path has.
[[nodiscard]] inline std::string to_text(const std::filesystem::path& path) {
#if defined(_WIN32)
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
#else
  return path.native();
#endif
}

}  // namespace migrate::core

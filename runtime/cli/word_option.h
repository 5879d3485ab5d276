#pragma once

// Options that take one of a few words.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <map>
#include <string>
#include <type_traits>
#include <vector>

namespace migrate::cli {

// Like CLI::CheckedTransformer, whose message shows the numbers after the words as well.
template <typename Enum>
CLI::Validator one_of(std::map<std::string, Enum> words) {
  return CLI::Validator(
      [words = std::move(words)](std::string& word) -> std::string {
        if (const auto found = words.find(word); found != words.end()) {
          word = std::to_string(static_cast<std::underlying_type_t<Enum>>(found->second));
          return {};
        }
        std::vector<std::string> known;
        for (const auto& [name, value] : words) known.push_back(name);
        return fmt::format("\"{}\" is none of: {}", word, fmt::join(known, ", "));
      },
      "");
}

}  // namespace migrate::cli

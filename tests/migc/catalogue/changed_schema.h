#pragma once

// What the tests of both catalogues say: how two schemas differ, and a schema with one change.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "migc/catalogue/difference.h"

namespace migrate::testing {

inline std::string difference_lines(const migc::SchemaCatalogue& was, const migc::SchemaCatalogue& is) {
  std::string lines;
  for (const migc::Difference& difference : differences(was, is))
    lines += (is_note(difference) ? "note: " : "") + to_text(difference) + '\n';
  return lines;
}

inline std::string replaced(std::string schema, std::string_view from, std::string_view to) {
  const std::size_t place = schema.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return schema.replace(place, from.size(), to);
}

struct Change {
  const char* from;
  const char* to;
  const char* difference;
};

}  // namespace migrate::testing

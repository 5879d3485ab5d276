#pragma once

#include <string_view>

#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

// What the chain made of a table up to the revision that rebuilds it. An adapter compares the live table
// with it (Session::expect_table), because whatever else that has would be lost. The views live as long as
// the chain.
struct ExpectedTable {
  std::string_view table = {};
  std::string_view outline = {};  // one fact a line, in the words of the dialect's adapter
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate

#pragma once

// What a finding says to people, without its place.

#include <string>

#include "migc/proof/proof.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// "sqlite: the downgrade fails: no such table: runs". What is a list of differences goes on after a colon and
// a blank.
[[nodiscard]] std::string text_of(const Finding& finding, Dialect dialect);

}  // namespace migrate::migc

#pragma once

// The questions that tell what the objects of a database are known by (core/chain/schema_facts.h). They are
// compiled into programs, which ask engines of every version: so they ask for what all versions answer alike,
// and mark what a server spells itself.

#include <string_view>

#include "migrate/dialect.h"

namespace migrate::migc {

[[nodiscard]] std::string_view fact_question(Dialect dialect);

}  // namespace migrate::migc

#pragma once

// Writes a chain as C++: the table itself, and the header with the facts that programs can assert.
//
// The text depends on the chain alone: no path, time, host or locale reaches it, so equal folders give equal
// bytes everywhere.

#include <span>
#include <string>

#include "core/chain/schema_facts.h"
#include "migc/chain/chain_builder.h"

namespace migrate::migc {

// NAME/revisions.cpp: the constant table and `NAME::revisions()`.
// `heads`: what drift_check compiles in.
[[nodiscard]] std::string emit_table(const core::OwnedChain& owned,
                                     std::span<const core::HeadFacts> heads = {});

// NAME/chain.h: head, root digest, number of revisions, has_revision().
[[nodiscard]] std::string emit_chain_header(const Chain& chain);

// NAME/steps.h: the functions that the program defines; the text that cmake/MigrateTargets.cmake writes.
[[nodiscard]] std::string emit_steps_header(const core::OwnedChain& owned);

}  // namespace migrate::migc

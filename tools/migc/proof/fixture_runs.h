#pragma once

// The author's rows as parts of a proof: which revision has some, what running them finds, and which file an
// author would write to say more.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "migc/rows/fixtures.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"
#include "migrate/error.h"

namespace migrate::migc {

// nullptr: the revision has none.
[[nodiscard]] const Fixture* find_fixture(const std::vector<Fixture>& fixtures, RevisionIndex i);

// Whether there are rows for the state before a revision: their author has said what they look like.
[[nodiscard]] bool has_fixture_below(const std::vector<Fixture>& fixtures, const Revision& revision);

// The name of the file that would have them, "fixtures/cb3cf47d9259.sql"; empty below a revision without
// parents.
[[nodiscard]] std::string fixture_below(const Chain& chain, RevisionIndex i);

struct FixtureFailure {
  Error error;
  std::uint32_t line;  // of the fixture's file
};

// Up to the statement that fails. Throws migrate::Error where the engine is to blame.
[[nodiscard]] std::optional<FixtureFailure> run_fixture(ScratchDatabase& database, const Fixture& fixture,
                                                        const ScratchEngine& engine);

}  // namespace migrate::migc

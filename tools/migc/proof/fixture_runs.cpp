#include "migc/proof/fixture_runs.h"

#include <algorithm>

namespace migrate::migc {

const Fixture* find_fixture(const std::vector<Fixture>& fixtures, RevisionIndex i) {
  const auto found = std::ranges::find(fixtures, i, &Fixture::revision);
  return found == fixtures.end() ? nullptr : &*found;
}

bool has_fixture_below(const std::vector<Fixture>& fixtures, const Revision& revision) {
  return std::ranges::any_of(revision.parents(),
                             [&](RevisionIndex parent) { return find_fixture(fixtures, parent) != nullptr; });
}

std::string fixture_below(const Chain& chain, RevisionIndex i) {
  const auto parents = chain[i].parents();
  return parents.empty() ? "" : "fixtures/" + std::string(chain[parents.front()].id()) + ".sql";
}

std::optional<FixtureFailure> run_fixture(ScratchDatabase& database, const Fixture& fixture,
                                          const ScratchEngine& engine) {
  for (const FixtureStatement& statement : fixture.statements) {
    try {
      database.execute(statement.text);
    } catch (const Error& error) {
      if (!engine.is_of_revision(error)) throw;
      return FixtureFailure{error, statement.line};
    }
  }
  return std::nullopt;
}

}  // namespace migrate::migc

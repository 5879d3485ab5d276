#include "migc/chain/named_revision.h"

#include <fmt/format.h>

namespace migrate::migc {

core::Place find_place(const Chain& chain, std::string_view target) {
  const core::Target parsed = core::parse_target(target);
  if (parsed.is_counted())
    throw core::usage_error(
        fmt::format("\"{}\" counts from the rows of a database; write REVISION{} instead", target, target));
  const core::Place place = core::resolve_one(chain, parsed);
  return parsed.offset ? core::walk_exactly(chain, parsed, place) : place;
}

RevisionIndex get_revision(const Chain& chain, std::string_view target) {
  if (const core::Place place = find_place(chain, target)) return *place;
  throw core::usage_error(fmt::format("\"{}\" is not a revision, but the state before the first", target));
}

}  // namespace migrate::migc

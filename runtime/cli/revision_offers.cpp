#include "cli/revision_offers.h"

namespace migrate::cli {

std::vector<Offer> revision_offers(const Chain& chain) {
  std::vector<Offer> offers;
  for (const Revision revision : chain)
    for (const std::string_view label : revision.labels())
      offers.push_back({std::string(label), std::string(revision.message())});
  for (std::size_t i = chain.size(); i-- > 0;) {
    const Revision revision = chain[static_cast<RevisionIndex>(i)];
    offers.push_back({std::string(revision.id()), std::string(revision.message())});
  }
  return offers;
}

}  // namespace migrate::cli

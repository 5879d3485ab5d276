#include "core/text/suggest.h"

#include <algorithm>
#include <numeric>
#include <vector>
#include "core/text/concat.h"

namespace migrate::core {

namespace {

constexpr std::size_t most_edits = 2;

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // One row of the usual matrix: after i rounds, row[j] is the distance between i bytes of a and j bytes of
  // b.
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string_view> candidates) {
  std::optional<std::string> best;
  std::size_t limit = std::min(most_edits + 1, name.size());
  for (const std::string_view candidate : candidates) {
    const std::size_t longer = std::max(name.size(), candidate.size());
    if (longer - std::min(name.size(), candidate.size()) >= limit) continue;
    const std::size_t distance = edit_distance(name, candidate);
    if (distance >= limit) continue;
    best = candidate;
    limit = distance;
  }
  return best;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
  const std::optional<std::string> best = nearest(name, candidates);
  return best ? concat({"; did you mean \"", *best, "\"?"}) : "";
}

}  // namespace migrate::core

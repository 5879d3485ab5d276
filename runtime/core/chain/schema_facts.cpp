#include "core/chain/schema_facts.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

#include "core/text/sha256.h"

namespace migrate::core {

namespace {

// The first 16 bytes of the digest of all lines, in an order that the engine has no part in.
Fingerprint fingerprint_of(std::vector<std::string>& lines) {
  std::sort(lines.begin(), lines.end());
  Sha256 hash;
  for (const std::string& line : lines) {
    hash.update(line);
    hash.update({"\0", 1});
  }
  const Sha256::Digest digest = hash.finish();
  Fingerprint fingerprint;
  for (std::size_t i = 0; i < 8; ++i) {
    fingerprint.high = fingerprint.high << 8 | digest[i];
    fingerprint.low = fingerprint.low << 8 | digest[i + 8];
  }
  return fingerprint;
}

const std::string& text_in(const Value& value) {
  static const std::string none;
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? none : *text;
}

}  // namespace

SchemaFacts facts_of(const Rows& answer) {
  SchemaFacts facts;
  std::map<std::pair<std::string, bool>, std::vector<std::string>> lines;
  for (const Row& row : answer) {
    const std::string& name = text_in(row[0]);
    if (name.empty())
      facts.server = text_in(row[2]);
    else
      lines[{name, row[1] == Value(1)}].push_back(text_in(row[2]));
  }
  for (auto& [object, about] : lines)
    facts.objects.push_back({object.first, object.second, fingerprint_of(about)});
  return facts;
}

}  // namespace migrate::core

#include "core/chain/schema_facts.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

#include "core/text/sha256.h"
#include "engine/table_text.h"

namespace migrate::core {

namespace {

// In the second column of an answer.
constexpr int of_server = 1;
constexpr int of_table_text = 2;

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
    const std::string &name = text_in(row[0]), &fact = text_in(row[2]);
    if (name.empty())
      facts.server = fact;
    else if (row[1] == Value(of_table_text))
      for (std::string& each : facts_in_table_text(fact)) lines[{name, false}].push_back(std::move(each));
    else
      lines[{name, row[1] == Value(of_server)}].push_back(fact);
  }
  for (auto& [object, about] : lines)
    facts.objects.push_back({object.first, object.second, fingerprint_of(about)});
  return facts;
}

}  // namespace migrate::core

#include "migc/folder/proof_record.h"

#include <fmt/format.h>

#include <algorithm>

namespace migrate::migc {

namespace {

constexpr std::string_view one_way = "up";
constexpr std::string_view both_ways = "roundtrip";

bool is_version(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.abcdefghijklmnopqrstuvwxyz") == text.npos;
}

// The text before the separator, which is taken off as well.
std::string_view take(std::string_view& text, char separator) {
  const std::string_view taken = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(taken.size() + 1, text.size()));
  return taken;
}

std::optional<ProofRecord> parse_word(std::string_view word) {
  const std::optional<Dialect> dialect = find_dialect(take(word, ':'));
  const std::string_view version = take(word, ':');
  if (!dialect || !is_version(version) || (word != one_way && word != both_ways)) return std::nullopt;
  return ProofRecord{*dialect, std::string(version), word == both_ways};
}

}  // namespace

std::optional<std::vector<ProofRecord>> parse_proof_records(std::string_view words) {
  std::vector<ProofRecord> records;
  while (!words.empty()) {
    if (words.front() != ' ') return std::nullopt;
    words.remove_prefix(1);
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(word.size());
    std::optional<ProofRecord> record = parse_word(word);
    if (!record || (!records.empty() && records.back().dialect >= record->dialect)) return std::nullopt;
    records.push_back(std::move(*record));
  }
  return records;
}

std::string to_text(std::span<const ProofRecord> records) {
  std::string text;
  for (const ProofRecord& record : records)
    text += fmt::format(" {}:{}:{}", to_string(record.dialect), record.version,
                        record.goes_back ? both_ways : one_way);
  return text;
}

const ProofRecord* find_record(std::span<const ProofRecord> records, Dialect dialect) {
  const auto found = std::ranges::find(records, dialect, &ProofRecord::dialect);
  return found == records.end() ? nullptr : &*found;
}

void add_record(std::vector<ProofRecord>& records, ProofRecord record) {
  const auto place = std::ranges::lower_bound(records, record.dialect, {}, &ProofRecord::dialect);
  if (place == records.end() || place->dialect != record.dialect)
    records.insert(place, std::move(record));
  else if (!place->goes_back && record.goes_back)
    *place = std::move(record);
}

}  // namespace migrate::migc

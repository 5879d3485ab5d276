#pragma once

// What migrate.lock says of how a released revision was proven, a word for each dialect:
//
//     sqlite:3.40.1:roundtrip postgres:15.10:up
//
// It does not change any digest. docs/chain-check.md has the format.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/dialect.h"

namespace migrate::migc {

struct ProofRecord {
  Dialect dialect;
  std::string version;     // of the engine
  bool goes_back = false;  // it was run down and up again, too
};

// Words that follow each other, one blank before each, dialects ascending. Nothing: they are not of the form.
[[nodiscard]] std::optional<std::vector<ProofRecord>> parse_proof_records(std::string_view words);

// With a blank before each.
[[nodiscard]] std::string to_text(std::span<const ProofRecord> records);

// nullptr where there is none.
[[nodiscard]] const ProofRecord* find_record(std::span<const ProofRecord> records, Dialect dialect);

// Adds what is not known yet, or is more than what is known.
void add_record(std::vector<ProofRecord>& records, ProofRecord record);

}  // namespace migrate::migc

#pragma once

// The header of a revision file: `key: value` lines that CMake and migc read alike. The grammar and every
// message are in docs/chain-check.md.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"
#include "migrate/table.h"

namespace migrate::migc {

// A value and its line; line 0 where the header does not have it.
template <typename Value>
struct HeaderField {
  Value value{};
  std::size_t line = 0;
};

struct Header {
  HeaderField<std::string> revision;
  HeaderField<std::vector<std::string>> down_revision;  // "none" is an empty list
  HeaderField<std::vector<std::string>> depends_on;
  HeaderField<std::vector<std::string>> branch_labels;
  HeaderField<std::string> message;
  HeaderField<std::string> create_date;
  HeaderField<Transaction> transaction;
  HeaderField<std::string> irreversible;
  HeaderField<std::string> lossy;
  HeaderField<bool> compatible;
  HeaderField<std::string> unproven;

  std::size_t body_offset = 0;  // the byte after the blank line
  bool body_is_text = true;     // false: that was reported, and the body must not be parsed
  // Whether the lines that the chain is made of could be read; where not, line is 0 and the value is empty.
  bool has_revision() const noexcept { return revision.line != 0; }
  bool has_down_revision() const noexcept { return down_revision.line != 0; }
};

enum class FileKind : unsigned char { sql, yaml };

// Reports every mistake and returns what could be read. Nothing: it is not known where the body begins.
[[nodiscard]] std::optional<Header> parse_header(const SourceFile& file, FileKind kind,
                                                 Diagnostics& diagnostics);

}  // namespace migrate::migc

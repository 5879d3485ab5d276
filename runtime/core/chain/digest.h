#pragma once

// The digests that identify revisions; docs/digests.md is the contract for their exact bytes.
//
// Each digest is SHA-256 over a sequence of fields, the first of which names the digest's kind. A field is
// written as its length in decimal, a colon, its bytes and a comma, so that no two sequences look alike.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/sha256.h"
#include "migrate/dialect.h"
#include "migrate/table.h"

namespace migrate::core {

using Digest = Sha256::Digest;

// One element of a script as its digest sees it.
struct DigestItem {
  bool is_call;
  std::string_view text;
};

[[nodiscard]] std::string to_hex(const Digest& digest);
// As a compiled chain has it. REQUIRES: a digest in lower-case hexadecimal.
[[nodiscard]] generated::HexDigest hex_digest(std::string_view hex);
// Nothing when the text is not a digest as to_hex() writes it.
[[nodiscard]] std::optional<Digest> from_hex(std::string_view hex);

// The body of a revision file: everything after the header's blank line, with LF line ends.
[[nodiscard]] Digest file_digest(std::string_view body);
[[nodiscard]] Digest content_digest(std::span<const DigestItem> upgrade);
// Of a revision whose statements are made from operations: the operations, in their canonical form.
[[nodiscard]] Digest operations_digest(std::string_view canonical);
// `parents`: the chain digests of all parents and dependencies, in any order.
[[nodiscard]] Digest chain_digest(Dialect dialect, std::string_view id, Transaction transaction,
                                  std::vector<Digest> parents, const Digest& content);

// A history row as its digest sees it: the texts of the columns.
struct DigestRow {
  std::string_view revision;
  std::string_view chain_digest;
  std::string_view down_revision;
  std::string_view depends_on;
  std::string_view flags;
  std::optional<std::string_view> downgrade;
};
[[nodiscard]] Digest row_digest(const DigestRow& row);

struct DialectHeads {
  Dialect dialect;
  std::vector<Digest> chain_digests;  // of all heads, in any order
};
[[nodiscard]] Digest root_digest(std::span<const DialectHeads> heads);

}  // namespace migrate::core

#include "core/chain/digest.h"

#include <algorithm>

namespace migrate::core {

namespace {

class FieldHash {
 public:
  explicit FieldHash(std::string_view kind) { add(kind); }

  void add(std::string_view field) {
    hash_.update(std::to_string(field.size()));
    hash_.update(":");
    hash_.update(field);
    hash_.update(",");
  }
  void add_sorted(std::vector<Digest> digests) {
    std::sort(digests.begin(), digests.end());
    add(std::to_string(digests.size()));
    for (const Digest& digest : digests) add(to_hex(digest));
  }
  Digest finish() { return hash_.finish(); }

 private:
  Sha256 hash_;
};

constexpr std::string_view name_of(Transaction transaction) {
  constexpr std::string_view names[] = {"", "own", "none"};
  return names[static_cast<std::uint8_t>(transaction)];
}

}  // namespace

std::string to_hex(const Digest& digest) {
  constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(digest.size() * 2);
  for (const std::uint8_t value : digest) {
    hex += digits[value >> 4];
    hex += digits[value & 15];
  }
  return hex;
}

generated::HexDigest hex_digest(std::string_view hex) {
  generated::HexDigest digest{};
  hex.copy(digest.characters, digest.text().size());
  return digest;
}

std::optional<Digest> from_hex(std::string_view hex) {
  Digest digest{};
  if (hex.size() != digest.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const std::size_t value = std::string_view("0123456789abcdef").find(hex[i]);
    if (value == std::string_view::npos) return std::nullopt;
    digest[i / 2] = static_cast<std::uint8_t>(std::size_t{digest[i / 2]} * 16 + value);
  }
  return digest;
}

Digest file_digest(std::string_view body) {
  FieldHash hash("migrate-file-1");
  hash.add(body);
  return hash.finish();
}

Digest content_digest(std::span<const DigestItem> upgrade) {
  FieldHash hash("migrate-content-1");
  for (const DigestItem& item : upgrade) {
    hash.add(item.is_call ? "call" : "sql");
    hash.add(item.text);
  }
  return hash.finish();
}

Digest operations_digest(std::string_view canonical) {
  FieldHash hash("migrate-operations-1");
  hash.add(canonical);
  return hash.finish();
}

Digest chain_digest(Dialect dialect, std::string_view id, Transaction transaction,
                    std::vector<Digest> parents, const Digest& content) {
  FieldHash hash("migrate-chain-1");
  hash.add(to_string(dialect));
  hash.add(id);
  hash.add(name_of(transaction));
  hash.add_sorted(std::move(parents));
  hash.add(to_hex(content));
  return hash.finish();
}

Digest row_digest(const DigestRow& row) {
  FieldHash hash("migrate-row-1");
  for (const std::string_view column :
       {row.revision, row.chain_digest, row.down_revision, row.depends_on, row.flags})
    hash.add(column);
  hash.add(row.downgrade ? "downgrade" : "none");
  if (row.downgrade) hash.add(*row.downgrade);
  return hash.finish();
}

Digest root_digest(std::span<const DialectHeads> heads) {
  FieldHash hash("migrate-root-1");
  for (const DialectHeads& dialect : heads) {
    hash.add(to_string(dialect.dialect));
    hash.add_sorted(dialect.chain_digests);
  }
  return hash.finish();
}

}  // namespace migrate::core

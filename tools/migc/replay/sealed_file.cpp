#include "migc/replay/sealed_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/chain/digest.h"
#include "core/text/path.h"
#include "migc/folder/output_file.h"
#include "migrate/error.h"
#include "platform/build_id.h"

namespace migrate::migc {

namespace {

std::string digest_of(std::string_view bytes) {
  core::Sha256 hash;
  hash.update(bytes);
  const core::Digest digest = hash.finish();
  return {digest.begin(), digest.end()};
}

// What the file begins with.
std::string seal_of(std::string_view kind, std::string_view payload) {
  return std::string(kind) + '\n' + digest_of(platform::code_identity()) + digest_of(payload);
}

}  // namespace

bool can_seal() noexcept {
  static const bool has_identity = !platform::code_identity().empty();
  return has_identity;
}

std::optional<std::string> read_sealed(const std::string& path, std::string_view kind) {
  std::error_code error;
  if (!can_seal() || !std::filesystem::is_regular_file(core::to_path(path), error)) return std::nullopt;
  std::ifstream stream(core::to_path(path), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  const std::size_t seal_size = seal_of(kind, "").size();
  if (bytes.size() < seal_size) return std::nullopt;
  std::string payload = bytes.substr(seal_size);
  if (!bytes.starts_with(seal_of(kind, payload))) return std::nullopt;
  return payload;
}

void write_sealed(const std::string& path, std::string_view kind, std::string_view payload) noexcept {
  if (!can_seal()) return;
  try {
    write_if_different(path, seal_of(kind, payload) + std::string(payload));
  } catch (const std::exception&) {
    // The file is missing or as it was, and what it holds is found out again.
  }
}

}  // namespace migrate::migc

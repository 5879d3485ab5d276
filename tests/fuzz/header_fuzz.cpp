// Whatever the bytes are, a header is either reported or complete, and what it says lies in its lines.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "migc/folder/header.h"

namespace migrate::migc {
namespace {

void check(std::string_view bytes, FileKind kind) {
  const SourceFile file("fuzz", "fuzz", std::string(bytes));
  Diagnostics diagnostics;
  const std::optional<Header> header = parse_header(file, kind, diagnostics);
  if (!header) return require(!diagnostics.empty());
  require(header->body_offset <= bytes.size());
  if (!diagnostics.empty()) return;
  require(header->has_revision() && header->has_down_revision());
  require(bytes.find(header->revision.value) < header->body_offset);
}

}  // namespace
}  // namespace migrate::migc

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  migrate::migc::check(bytes, migrate::migc::FileKind::sql);
  migrate::migc::check(bytes, migrate::migc::FileKind::yaml);
  return 0;
}

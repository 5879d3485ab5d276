// Whatever the bytes are, a YAML body is either reported or becomes operations, and its canonical form is one
// of its own.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "migc/operations/canonical.h"
#include "migc/operations/parse_operation.h"
#include "migc/operations/yaml_reader.h"

namespace migrate::migc {
namespace {

void check(std::string_view bytes) {
  const SourceFile file("fuzz", "fuzz", std::string(bytes));
  Diagnostics diagnostics;
  const std::optional<YamlValue> root = read_yaml(file, 0, diagnostics);
  require(root.has_value() == diagnostics.empty());
  if (!root) return;
  Mistakes mistakes(file, diagnostics);
  const std::vector<PlacedOperation> operations = parse_operations(*root, "upgrade", mistakes);
  require(mistakes.empty() == diagnostics.empty());
  require(!mistakes.empty() || operations.size() == root->items.size());
  for (const Dialect dialect : all_dialects) require(!canonical_text(*root, dialect).empty());
}

}  // namespace
}  // namespace migrate::migc

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  migrate::migc::check({reinterpret_cast<const char*>(data), size});
  return 0;
}

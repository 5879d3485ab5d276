// Whatever the bytes are, a YAML body is either reported or becomes operations, and its canonical form is one
// of its own. Operations that can be read are then compiled for both dialects, in both directions, on top of
// a schema to which they can refer: that is reported too, or becomes SQL that SQLite accepts.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "fuzz/require.h"
#include "migc/compile/yaml_revision.h"
#include "migc/operations/canonical.h"
#include "migc/operations/parse_operation.h"
#include "migc/operations/yaml_reader.h"
#include "migc/replay/schemas_along_chain.h"

namespace migrate::migc {
namespace {

constexpr std::string_view before = R"(
- create_enum: {name: e, values: [x, y]}
- create_table: {name: p, columns: [{name: id, type: integer, primary_key: true}]}
- create_table:
    name: t
    columns:
      - {name: id, type: integer, primary_key: true, autoincrement: true}
      - {name: a, type: text, check: "a <> ''", unique: true}
      - {name: b, type: integer, default: 0, nullable: false}
      - {name: c, type: enum e, default: x}
      - {name: p, type: integer, references: p}
- create_index: {name: i, table: t, columns: [b], where: a IS NOT NULL}
- create_object: {kind: view, name: v, text: CREATE VIEW v AS SELECT a FROM t}
)";

// What the operations of a text become after the schemas, which they advance.
void compile(SourceFile source, YamlValue list, std::vector<PlacedOperation> operations,
             SchemasAlongChain& schemas, Diagnostics& diagnostics) {
  RevisionFile file{std::move(source), FileKind::yaml, {}};
  file.header.lossy = {"meant", 1};
  YamlBody body;
  body.root.kind = YamlKind::mapping;
  body.root.entries.push_back({"upgrade", 0, std::move(list)});
  body.upgrade = std::move(operations);
  const CompiledRevision compiled = compile_yaml_revision(file, body, all_dialects, schemas, diagnostics);
  require(compiled.body.scripts.size() == all_dialects.size());
}

void read_and_compile(std::string_view bytes, SchemasAlongChain& schemas) {
  const SourceFile file("fuzz", "fuzz", std::string(bytes));
  Diagnostics diagnostics;
  std::optional<YamlValue> root = read_yaml(file, 0, diagnostics);
  require(root.has_value() == diagnostics.empty());
  if (!root) return;
  Mistakes mistakes(file, diagnostics);
  std::vector<PlacedOperation> operations = parse_operations(*root, "upgrade", mistakes);
  require(mistakes.empty() == diagnostics.empty());
  require(!mistakes.empty() || operations.size() == root->items.size());
  for (const Dialect dialect : all_dialects) require(!canonical_text(*root, dialect).empty());
  if (diagnostics.empty()) compile(file, std::move(*root), std::move(operations), schemas, diagnostics);
}

std::string schemas_before() {
  SchemasAlongChain schemas(all_dialects);
  read_and_compile(before, schemas);
  return schemas.serialize().value();
}

void check(std::string_view bytes) {
  static const std::string kept = schemas_before();
  SchemasAlongChain schemas = SchemasAlongChain::deserialize(all_dialects, kept).value();
  read_and_compile(bytes, schemas);
}

}  // namespace
}  // namespace migrate::migc

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  migrate::migc::check({reinterpret_cast<const char*>(data), size});
  return 0;
}

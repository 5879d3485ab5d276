#include "migc/compile/yaml_revision.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "migc/compile/script_writer.h"
#include "migc/operations/canonical.h"
#include "migc/operations/inverse.h"

namespace migrate::migc {

namespace {

using PlacedInverse = std::pair<const PlacedOperation*, Inverse>;

// In one dialect.
class RevisionCompiler {
 public:
  RevisionCompiler(const RevisionFile& file, const YamlBody& parsed, EngineReplay& engine, Mistakes& mistakes)
      : file_(file), parsed_(parsed), engine_(engine), mistakes_(mistakes) {}

  core::ScriptSpec compile() {
    core::ScriptSpec script;
    script.content = core::operations_digest(canonical_text(*parsed_.upgrade_tree(), dialect()));
    std::vector<PlacedOperation> back;
    write_upgrade(back, script);
    if (mistakes_.empty())
      write_back(parsed_.downgrade_kind == YamlBody::DowngradeKind::written ? parsed_.downgrade : back,
                 script);
    return script;
  }
  bool has_advanced() const noexcept { return has_advanced_; }

 private:
  Dialect dialect() const { return engine_.catalogue().dialect(); }
  ScriptWriter begin_script(Catalogue& catalogue) {
    return {engine_.begin_script(catalogue, mistakes_), file_.header.transaction.value, catalogue, mistakes_};
  }

  // Whether a foreign key that comes back refers to the table.
  static bool are_needed(const ObjectName& table, const std::vector<PlacedOperation>& back) {
    return std::any_of(back.begin(), back.end(), [&](const PlacedOperation& placed) {
      const auto* add = std::get_if<AddConstraint>(&placed.operation);
      return add != nullptr && add->constraint.target.table == table;
    });
  }

  // A script that rebuilds tables has to know what they were before it, so what it did is undone and done
  // again.
  void write_upgrade(std::vector<PlacedOperation>& back, core::ScriptSpec& script) {
    const std::unique_ptr<ReplayTrial> trial = engine_.begin_trial();
    ScriptWriter writer = begin_script(engine_.catalogue());
    const std::vector<PlacedInverse> inverses = write_operations(writer);
    if (mistakes_.empty()) script.upgrade = writer.finish();
    has_advanced_ = mistakes_.empty();
    if (!has_advanced_) return;
    for (const auto& [operation, inverse] : inverses) derive(*operation, inverse, back);
    script.adds_enum_value = writer.adds_enum_value();
    script.upgrade_drops = writer.take_dropped_columns();
    if (writer.rebuilt_tables().empty() || !mistakes_.empty()) return trial->keep();
    trial->undo();
    script.upgrade_expects = expected_tables(writer);
    for (const core::ScriptItem& item : script.upgrade)
      if (!item.is_call) engine_.run(item.text);
  }

  // Those of the upgrade, up to the first mistake. Returns what undoes each, where that is to be derived.
  std::vector<PlacedInverse> write_operations(ScriptWriter& writer) {
    std::vector<PlacedInverse> inverses;
    for (const PlacedOperation& operation : parsed_.upgrade) {
      const bool is_ours = operation.only.value_or(dialect()) == dialect();
      if (is_ours && parsed_.downgrade_kind == YamlBody::DowngradeKind::derived)
        inverses.emplace_back(&operation, inverse_of(operation.operation, engine_.catalogue()));
      if (!writer.write(operation)) break;
    }
    return inverses;
  }

  // A table that does not exist yet is created by the script itself.
  std::vector<core::ExpectedTableSpec> expected_tables(const ScriptWriter& writer) const {
    std::vector<core::ExpectedTableSpec> tables;
    for (const std::string& table : writer.rebuilt_tables())
      if (std::string outline = engine_.outline(table); !outline.empty())
        tables.push_back({table, std::move(outline)});
    return tables;
  }

  // Puts the downgrade of one operation before those of the operations above it.
  void derive(const PlacedOperation& placed, const Inverse& inverse, std::vector<PlacedOperation>& back) {
    if (!inverse.why_not.empty())
      return mistakes_.report(
          placed.at,
          fmt::format("\"{}\" has no downgrade that could be derived: {}", placed.keyword, inverse.why_not),
          {"write the downgrade below \"downgrade:\", or in the header: irreversible: WHY"});
    if (inverse.loses_rows && file_.header.lossy.line == 0)
      return mistakes_.report(
          placed.at, fmt::format("\"{}\" destroys what its downgrade cannot restore", placed.keyword),
          {"write in the header that this is meant: lossy: WHY",
           "then what was dropped is made again, empty"});
    if (const auto* drop = std::get_if<DropTable>(&placed.operation); drop && are_needed(drop->table, back))
      return mistakes_.report(placed.at,
                              "what refers to this table cannot refer to it again when its rows are gone",
                              {"write the downgrade below \"downgrade:\", with the rows that it needs"});
    std::vector<PlacedOperation> steps;
    for (const Operation& operation : inverse.operations)
      steps.push_back(
          {.operation = operation, .keyword = placed.keyword, .at = placed.at, .is_derived = true});
    back.insert(back.begin(), std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end()));
  }

  // The chain continues from the upgraded schema, so what the downgrade does to it is undone.
  void write_back(const std::vector<PlacedOperation>& operations, core::ScriptSpec& script) {
    Catalogue catalogue = engine_.catalogue();
    const std::unique_ptr<ReplayTrial> trial = engine_.begin_trial();
    ScriptWriter writer = begin_script(catalogue);
    for (const PlacedOperation& operation : operations)
      if (!writer.write(operation)) return;
    script.downgrade = writer.finish();
    script.adds_enum_value |= writer.adds_enum_value();
    script.downgrade_drops = writer.take_dropped_columns();
    trial->undo();
    script.downgrade_expects = expected_tables(writer);
  }

  const RevisionFile& file_;
  const YamlBody& parsed_;
  EngineReplay& engine_;
  Mistakes& mistakes_;
  bool has_advanced_ = false;
};

}  // namespace

CompiledRevision compile_yaml_revision(const RevisionFile& file, const YamlBody& parsed,
                                       std::span<const Dialect> dialects, SchemasAlongChain& schemas,
                                       Diagnostics& diagnostics) {
  CompiledRevision compiled;
  Mistakes mistakes(file.source, diagnostics);
  for (const Dialect dialect : dialects) {
    mistakes.begin_dialect();
    RevisionCompiler compiler(file, parsed, schemas.engine(dialect), mistakes);
    compiled.body.scripts.push_back(compiler.compile());
    compiled.body.has_downgrade.push_back(true);
    compiled.body.empty_downgrade_line.push_back(0);
    compiled.has_advanced &= compiler.has_advanced();
  }
  return compiled;
}

}  // namespace migrate::migc

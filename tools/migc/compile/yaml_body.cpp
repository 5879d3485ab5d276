#include "migc/compile/yaml_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/text/suggest.h"
#include "migc/engine/statement_rules.h"
#include "migc/operations/canonical.h"
#include "migc/operations/check_operation.h"
#include "migc/operations/inverse.h"
#include "migc/operations/parse_operation.h"
#include "migc/operations/render_postgres.h"
#include "migc/operations/render_sqlite.h"
#include "migc/operations/sql_fragment.h"
#include "migc/operations/yaml_reader.h"
#include "migc/sql/sql_splitter.h"

namespace migrate::migc {

namespace {

// One direction in one dialect. Stops at the first mistake: what follows would be judged by a schema that is
// not there.
class ScriptWriter {
 public:
  ScriptWriter(Dialect dialect, Transaction transaction, Catalogue& catalogue, SqliteSchema& sqlite,
               Mistakes& mistakes)
      : dialect_(dialect),
        transaction_(transaction),
        catalogue_(catalogue),
        mistakes_(mistakes),
        sqlite_(sqlite, mistakes) {}

  bool write(const PlacedOperation& placed) {
    if (placed.only.value_or(dialect_) != dialect_) return true;
    mistakes_.set_place(placed.is_derived ? std::optional(placed.at) : std::nullopt);
    if (const Call* call = std::get_if<Call>(&placed.operation)) return write_call(*call, placed.at);
    if (const Execute* execute = std::get_if<Execute>(&placed.operation)) return write_sql(*execute);
    const CreateObject* create = std::get_if<CreateObject>(&placed.operation);
    if (create != nullptr && create->object.text && create->object.text->of(dialect_))
      return write_object(placed, *create->object.text->of(dialect_));
    return write_operation(placed);
  }

  std::vector<core::ScriptItem> finish() {
    mistakes_.set_place(std::nullopt);
    take_from_sqlite();
    if (transaction_ == Transaction::none && !rebuilt_tables().empty())
      mistakes_.report(rebuilt_at_,
                       fmt::format("on SQLite this rebuilds the table \"{}\", and with \"transaction: none\" "
                                   "each statement of that would be committed on its own; move it to a "
                                   "revision of its own",
                                   *rebuilt_tables().begin()));
    return std::move(items_);
  }

  bool adds_enum_value() const noexcept { return adds_enum_value_; }
  std::vector<core::DroppedColumn> take_dropped_columns() { return std::move(dropped_columns_); }
  // On SQLite, by the names that they had when the script began.
  const std::set<std::string>& rebuilt_tables() const noexcept { return sqlite_.rebuilt_tables(); }

 private:
  bool write_operation(const PlacedOperation& placed) {
    if (!check_operation(placed.operation, placed.at, catalogue_, find_sqlite(), mistakes_)) return false;
    render(placed);
    note_dropped_column(placed.operation);
    catalogue_.apply(placed.operation);
    return mistakes_.empty();
  }

  // What knows the schema because migc runs what it writes; nullptr where it does not.
  const SqliteWriter* find_sqlite() const noexcept {
    switch (dialect_) {
      case Dialect::sqlite:
        return &sqlite_;
      case Dialect::postgres:
        return nullptr;
    }
    return nullptr;
  }

  void render(const PlacedOperation& placed) {
    switch (dialect_) {
      case Dialect::sqlite:
        return sqlite_.write(placed, catalogue_);
      case Dialect::postgres:
        for (std::string& text : render_postgres(placed.operation, catalogue_))
          add(std::move(text), placed.at);
        return;
    }
  }

  // The object with its text as it is stored: one statement, without what is around it.
  bool write_object(PlacedOperation placed, const std::string& text) {
    DatabaseObject& object = std::get<CreateObject>(placed.operation).object;
    const std::size_t at = object.text->text_at[static_cast<std::size_t>(dialect_)];
    const SectionSplit split = split_text(text, at);
    if (!mistakes_.empty()) return false;
    if (split.items.size() != 1 || split.items.front().is_call) {
      mistakes_.report(at, "text must be the one statement that makes the object");
      return false;
    }
    const SqlItem& item = split.items.front();
    object.text->texts[static_cast<std::size_t>(dialect_)] = text.substr(item.begin, item.end - item.begin);
    return write_operation(placed);
  }

  bool write_call(const Call& call, std::size_t at) {
    take_from_sqlite();
    items_.push_back({true, call.step.text, line_of(at)});
    return true;
  }

  bool write_sql(const Execute& execute) {
    const std::optional<std::string>& text = execute.sql.of(dialect_);
    if (!text) return true;
    const std::size_t at = execute.sql.text_at[static_cast<std::size_t>(dialect_)];
    const SourceFile source(mistakes_.file().path(), mistakes_.file().name(), *text);
    const SectionSplit split = split_text(*text, at);
    const std::size_t first_line = line_of(at);
    for (const SqlItem& item : split.items) {
      const std::size_t line = first_line + source.position(item.begin).line - 1;
      write_statement(item.is_call, text->substr(item.begin, item.end - item.begin), at, line);
    }
    return mistakes_.empty();
  }

  SectionSplit split_text(const std::string& text, std::size_t at) {
    SectionSplit split =
        split_section(SourceFile(mistakes_.file().path(), mistakes_.file().name(), text), 0, dialect_);
    for (const SqlProblem& problem : split.problems)
      mistakes_.report(place_in(mistakes_.file(), at, text, problem.offset), problem.message);
    if (split.end < text.size())
      mistakes_.report(at, "\"-- migrate:\" lines are for SQL revisions; here, \"call\" is an operation");
    return split;
  }

  void write_statement(bool is_call, std::string statement, std::size_t at, std::size_t line) {
    if (is_call)
      return mistakes_.report(at, "write the operation \"call\" in the place of a \"-- migrate: call\" line");
    if (const std::string refusal = find_refusal(statement, dialect_, transaction_); !refusal.empty())
      return mistakes_.report(at, refusal);
    add_sql(statement, at);
    if (!items_.empty()) items_.back().line = static_cast<std::uint32_t>(line);
    catalogue_.apply_sql(statement);
  }

  void add_sql(const std::string& statement, std::size_t at) {
    switch (dialect_) {
      case Dialect::sqlite:
        sqlite_.write_sql(statement, at);
        return take_from_sqlite();
      case Dialect::postgres:
        return add(statement, at);
    }
  }

  void take_from_sqlite() {
    if (find_sqlite() == nullptr) return;
    sqlite_.flush();
    std::vector<SqliteStatement> statements = sqlite_.take_statements();
    if (rebuilt_at_ == 0 && !rebuilt_tables().empty() && !statements.empty())
      rebuilt_at_ = statements.back().at;
    for (SqliteStatement& statement : statements) add(std::move(statement.text), statement.at);
  }

  void add(std::string text, std::size_t at) {
    if (const std::string refusal = find_refusal(text, dialect_, transaction_); !refusal.empty())
      mistakes_.report(at, refusal);
    const StatementRule* rule = find_rule(text, dialect_);
    adds_enum_value_ |= rule != nullptr && rule->verdict == Verdict::adds_enum_value;
    items_.push_back({false, std::move(text), line_of(at)});
  }

  // A rebuild leaves a column out, and none of its statements says so.
  void note_dropped_column(const Operation& operation) {
    const auto* drop = std::get_if<DropColumn>(&operation);
    if (drop != nullptr && find_sqlite() != nullptr)
      dropped_columns_.push_back({drop->table.name, drop->column.text});
  }

  std::uint32_t line_of(std::size_t at) const { return static_cast<std::uint32_t>(mistakes_.line(at)); }

  Dialect dialect_;
  Transaction transaction_;
  Catalogue& catalogue_;
  Mistakes& mistakes_;
  SqliteWriter sqlite_;
  std::vector<core::ScriptItem> items_;
  std::vector<core::DroppedColumn> dropped_columns_;
  std::size_t rebuilt_at_ = 0;
  bool adds_enum_value_ = false;
};

bool is_word(const YamlValue& value, std::string_view word) {
  return value.kind == YamlKind::scalar && value.text == word;
}

void read_downgrade(const RevisionFile& file, const YamlValue* downgrade, YamlBody& parsed,
                    Mistakes& mistakes) {
  const bool irreversible = file.header.irreversible.line != 0;
  if (irreversible && downgrade != nullptr && is_word(*downgrade, "auto"))
    mistakes.report(downgrade->at,
                    "irreversible, but a downgrade is to be derived; leave one of the two out");
  if (downgrade == nullptr || is_word(*downgrade, "auto")) {
    parsed.downgrade_kind = irreversible ? YamlBody::DowngradeKind::none : YamlBody::DowngradeKind::derived;
    return;
  }
  parsed.downgrade_kind = YamlBody::DowngradeKind::written;
  if (is_word(*downgrade, "nothing")) return;
  if (downgrade->kind != YamlKind::sequence)
    return mistakes.report(downgrade->at, "downgrade must be a list of operations, auto or nothing");
  parsed.downgrade = parse_operations(*downgrade, "downgrade", mistakes);
  if (downgrade->items.empty() && !parsed.upgrade.empty() && !irreversible)
    mistakes.report(downgrade->at, "the downgrade is empty, and the upgrade is not",
                    {"write what undoes the upgrade; or \"downgrade: auto\", which derives it; or "
                     "\"downgrade: nothing\"; or in the header: irreversible: WHY"});
}

YamlBody parse_sections(const RevisionFile& file, YamlValue tree, Mistakes& mistakes) {
  YamlBody parsed{.root = std::move(tree)};
  const YamlValue& root = parsed.root;
  if (root.kind != YamlKind::mapping) {
    mistakes.report(file.header.body_offset,
                    "the body must be a mapping with the keys upgrade and downgrade");
    return parsed;
  }
  for (const YamlEntry& entry : root.entries)
    if (entry.key != "upgrade" && entry.key != "downgrade") {
      constexpr std::array<std::string_view, 2> keys{"upgrade", "downgrade"};
      mistakes.report(entry.at,
                      fmt::format("unknown key \"{}\"{}", entry.key, core::did_you_mean(entry.key, keys)));
    }
  const YamlValue* upgrade = parsed.upgrade_tree();
  if (upgrade == nullptr)
    mistakes.report(file.header.body_offset,
                    "no key \"upgrade\"; write \"upgrade: []\" where there is nothing to do");
  else
    parsed.upgrade = parse_operations(*upgrade, "upgrade", mistakes);
  read_downgrade(file, find_entry(root, "downgrade"), parsed, mistakes);
  return parsed;
}

class BodyCompiler {
 public:
  BodyCompiler(const RevisionFile& file, const YamlBody& parsed, SchemasAlongChain& schemas,
               Mistakes& mistakes)
      : file_(file), parsed_(parsed), schemas_(schemas), mistakes_(mistakes) {}

  core::ScriptSpec compile(Dialect dialect) {
    core::ScriptSpec script;
    script.content = core::operations_digest(canonical_text(*parsed_.upgrade_tree(), dialect));
    std::vector<PlacedOperation> back;
    write_upgrade(dialect, back, script);
    if (mistakes_.empty())
      write_back(dialect,
                 parsed_.downgrade_kind == YamlBody::DowngradeKind::written ? parsed_.downgrade : back,
                 script);
    return script;
  }
  bool has_advanced() const noexcept { return has_advanced_; }

 private:
  Transaction transaction() const { return file_.header.transaction.value; }

  // Whether a foreign key that comes back refers to the table.
  static bool are_needed(const ObjectName& table, const std::vector<PlacedOperation>& back) {
    return std::any_of(back.begin(), back.end(), [&](const PlacedOperation& placed) {
      const auto* add = std::get_if<AddConstraint>(&placed.operation);
      return add != nullptr && add->constraint.target.table == table;
    });
  }

  // A script that rebuilds tables has to know what they were before it, so what it did is undone and done
  // again.
  void write_upgrade(Dialect dialect, std::vector<PlacedOperation>& back, core::ScriptSpec& script) {
    SchemaTrial trial(schemas_.sqlite());
    ScriptWriter writer(dialect, transaction(), schemas_.catalogue(dialect), schemas_.sqlite(), mistakes_);
    std::vector<std::pair<const PlacedOperation*, Inverse>> inverses;
    for (const PlacedOperation& operation : parsed_.upgrade) {
      const bool is_ours = operation.only.value_or(dialect) == dialect;
      if (is_ours && parsed_.downgrade_kind == YamlBody::DowngradeKind::derived)
        inverses.emplace_back(&operation, inverse_of(operation.operation, schemas_.catalogue(dialect)));
      if (!writer.write(operation)) break;
    }
    if (mistakes_.empty()) script.upgrade = writer.finish();
    has_advanced_ = mistakes_.empty();
    if (!has_advanced_) return;
    for (auto& [operation, inverse] : inverses) derive(*operation, std::move(inverse), back);
    script.adds_enum_value = writer.adds_enum_value();
    script.upgrade_drops = writer.take_dropped_columns();
    if (writer.rebuilt_tables().empty() || !mistakes_.empty()) return trial.keep();
    trial.undo();
    script.upgrade_expects = expected_tables(writer);
    for (const core::ScriptItem& item : script.upgrade)
      if (!item.is_call) schemas_.sqlite().run(item.text);
  }

  // A table that is not there yet comes to be in the script itself.
  std::vector<core::ExpectedTableSpec> expected_tables(const ScriptWriter& writer) const {
    std::vector<core::ExpectedTableSpec> tables;
    for (const std::string& table : writer.rebuilt_tables())
      if (std::string outline = schemas_.sqlite().outline(table); !outline.empty())
        tables.push_back({table, std::move(outline)});
    return tables;
  }

  // Puts the downgrade of one operation before those of the operations above it.
  void derive(const PlacedOperation& placed, Inverse inverse, std::vector<PlacedOperation>& back) {
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
    for (Operation& operation : inverse.operations)
      steps.push_back({.operation = std::move(operation),
                       .keyword = placed.keyword,
                       .at = placed.at,
                       .is_derived = true});
    back.insert(back.begin(), std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end()));
  }

  // The chain goes on from the upgraded schema, so what the downgrade does to it is undone.
  void write_back(Dialect dialect, const std::vector<PlacedOperation>& operations, core::ScriptSpec& script) {
    Catalogue catalogue = schemas_.catalogue(dialect);
    SchemaTrial trial(schemas_.sqlite());
    ScriptWriter writer(dialect, transaction(), catalogue, schemas_.sqlite(), mistakes_);
    for (const PlacedOperation& operation : operations)
      if (!writer.write(operation)) return;
    script.downgrade = writer.finish();
    script.adds_enum_value |= writer.adds_enum_value();
    script.downgrade_drops = writer.take_dropped_columns();
    trial.undo();
    script.downgrade_expects = expected_tables(writer);
  }

  const RevisionFile& file_;
  const YamlBody& parsed_;
  SchemasAlongChain& schemas_;
  Mistakes& mistakes_;
  bool has_advanced_ = false;
};

}  // namespace

YamlBody read_yaml_body(const RevisionFile& file, Diagnostics& diagnostics) {
  std::optional<YamlValue> root = read_yaml(file.source, file.header.body_offset, diagnostics);
  if (!root) return {};
  Mistakes mistakes(file.source, diagnostics);
  return parse_sections(file, std::move(*root), mistakes);
}

CompiledYaml compile_yaml_body(const RevisionFile& file, const YamlBody& parsed,
                               std::span<const Dialect> dialects, SchemasAlongChain& schemas,
                               Diagnostics& diagnostics) {
  CompiledYaml compiled;
  Mistakes mistakes(file.source, diagnostics);
  for (const Dialect dialect : dialects) {
    mistakes.begin_dialect();
    BodyCompiler compiler(file, parsed, schemas, mistakes);
    compiled.body.scripts.push_back(compiler.compile(dialect));
    compiled.body.has_downgrade.push_back(true);
    compiled.body.empty_downgrade_line.push_back(0);
    compiled.has_advanced &= compiler.has_advanced();
  }
  return compiled;
}

}  // namespace migrate::migc

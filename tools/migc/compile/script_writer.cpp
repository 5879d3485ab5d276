#include "migc/compile/script_writer.h"

#include <utility>

#include "migc/engine/engine_traits.h"
#include "migc/engine/statement_rules.h"
#include "migc/operations/check_operation.h"
#include "migc/operations/sql_fragment.h"

namespace migrate::migc {

ScriptWriter::ScriptWriter(std::unique_ptr<OperationWriter> writer, Transaction transaction,
                           Catalogue& catalogue, Mistakes& mistakes)
    : writer_(std::move(writer)),
      dialect_(catalogue.dialect()),
      transaction_(transaction),
      catalogue_(catalogue),
      mistakes_(mistakes) {}

bool ScriptWriter::write(const PlacedOperation& placed) {
  if (placed.only.value_or(dialect_) != dialect_) return true;
  mistakes_.set_place(placed.is_derived ? std::optional(placed.at) : std::nullopt);
  if (const Call* call = std::get_if<Call>(&placed.operation)) return write_call(*call, placed.at);
  if (const Execute* execute = std::get_if<Execute>(&placed.operation)) return write_sql(*execute);
  const CreateObject* create = std::get_if<CreateObject>(&placed.operation);
  if (create != nullptr && create->object.text && create->object.text->of(dialect_))
    return write_object(placed, *create->object.text->of(dialect_));
  return write_operation(placed);
}

std::vector<core::ScriptItem> ScriptWriter::finish() {
  mistakes_.set_place(std::nullopt);
  flush();
  const std::string need = writer_->need_of_transaction();
  if (transaction_ == Transaction::none && !need.empty()) mistakes_.report(rebuilt_at_, need);
  return std::move(items_);
}

bool ScriptWriter::write_operation(const PlacedOperation& placed) {
  if (!check_operation(placed.operation, placed.at, catalogue_, writer_->schema(), mistakes_)) return false;
  writer_->write(placed, catalogue_);
  take_statements();
  note_dropped_column(placed.operation);
  catalogue_.apply(placed.operation);
  return mistakes_.empty();
}

// The object with its text as it is stored: one statement, without what is around it.
bool ScriptWriter::write_object(PlacedOperation placed, const std::string& text) {
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

bool ScriptWriter::write_call(const Call& call, std::size_t at) {
  flush();
  items_.push_back({true, call.step.text, line_of(at)});
  return true;
}

bool ScriptWriter::write_sql(const Execute& execute) {
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

SectionSplit ScriptWriter::split_text(const std::string& text, std::size_t at) {
  SectionSplit split =
      split_section(SourceFile(mistakes_.file().path(), mistakes_.file().name(), text), 0, dialect_);
  for (const SqlProblem& problem : split.problems)
    mistakes_.report(place_in(mistakes_.file(), at, text, problem.offset), problem.message);
  if (split.end < text.size())
    mistakes_.report(at, "\"-- migrate:\" lines are for SQL revisions; here, \"call\" is an operation");
  return split;
}

void ScriptWriter::write_statement(bool is_call, const std::string& statement, std::size_t at,
                                   std::size_t line) {
  if (is_call)
    return mistakes_.report(at, "write the operation \"call\" in the place of a \"-- migrate: call\" line");
  if (const std::string refusal = find_refusal(statement, dialect_, transaction_); !refusal.empty())
    return mistakes_.report(at, refusal);
  writer_->write_sql(statement, at);
  flush();
  if (!items_.empty()) items_.back().line = static_cast<std::uint32_t>(line);
  catalogue_.apply_sql(statement);
}

void ScriptWriter::flush() {
  writer_->flush();
  take_statements();
}

void ScriptWriter::take_statements() {
  std::vector<WrittenStatement> statements = writer_->take_statements();
  if (statements.empty()) return;
  if (rebuilt_at_ == 0 && !rebuilt_tables().empty()) rebuilt_at_ = statements.back().at;
  for (WrittenStatement& statement : statements) add(std::move(statement.text), statement.at);
}

void ScriptWriter::add(std::string text, std::size_t at) {
  if (const std::string refusal = find_refusal(text, dialect_, transaction_); !refusal.empty())
    mistakes_.report(at, refusal);
  const StatementRule* rule = find_rule(text, dialect_);
  adds_enum_value_ |= rule != nullptr && rule->verdict == Verdict::adds_enum_value;
  items_.push_back({false, std::move(text), line_of(at)});
}

// A rebuild leaves a column out, and none of its statements says so.
void ScriptWriter::note_dropped_column(const Operation& operation) {
  const auto* drop = std::get_if<DropColumn>(&operation);
  if (drop != nullptr && traits_of(dialect_).rebuilds_tables)
    dropped_columns_.push_back({drop->table.name, drop->column.text});
}

std::uint32_t ScriptWriter::line_of(std::size_t at) const {
  return static_cast<std::uint32_t>(mistakes_.line(at));
}

}  // namespace migrate::migc

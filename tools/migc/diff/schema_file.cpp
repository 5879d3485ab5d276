#include "migc/diff/schema_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/characters.h"
#include "engine/name_cursor.h"
#include "engine/names.h"
#include "engine/tokens.h"
#include "migc/diff/annotation.h"
#include "migc/diff/revision_path.h"
#include "migc/folder/folder.h"
#include "migc/folder/source_bytes.h"
#include "migc/proof/name_in_message.h"
#include "migc/sql/plain_sql.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

struct SchemaStatement : PlainStatement {
  std::string failure = {};  // why it did not run yet
};

// Of annotations, which no other file has.
std::vector<SqlProblem> problems_of_annotations(const SourceFile& file, Dialect dialect) {
  std::vector<SqlProblem> problems;
  const core::NextToken next_token = core::next_token_of(dialect);
  for (core::Token token = next_token(file.bytes(), 0);
       token.kind != core::TokenKind::end && !core::is_unterminated(token.kind);
       token = next_token(file.bytes(), token.end))
    if (token.kind == core::TokenKind::line_comment)
      if (std::optional<SqlProblem> problem = read_annotation(file.bytes(), token).problem)
        problems.push_back(std::move(*problem));
  return problems;
}

// Whether the splitter met a comment there that it does not know as a marker.
bool is_in_annotation(const SourceFile& file, std::size_t offset) {
  const std::string_view text = file.bytes();
  const std::size_t begin = text.rfind('\n', offset) + 1;  // 0 in the first line
  if (!text.substr(begin).starts_with("--")) return false;
  const AnnotationComment comment =
      read_annotation(text, {core::TokenKind::line_comment, begin, core::end_of_line(text, begin)});
  return comment.annotation || comment.problem;
}

std::vector<SchemaStatement> statements_of(const SourceFile& file, Dialect dialect,
                                           Diagnostics& diagnostics) {
  const PlainSqlRules rules{
      .on_section = "a schema file has no sections: it is the schema, not a change of it",
      .on_step = "a schema file cannot call a C++ step",
      .is_usual = [&](const SqlProblem& problem) { return is_in_annotation(file, problem.offset); }};
  for (const SqlProblem& problem : problems_of_annotations(file, dialect))
    diagnostics.error_at(file, problem.offset, problem.message);
  std::vector<SchemaStatement> statements;
  for (PlainStatement& statement : plain_statements(file, dialect, rules, diagnostics))
    statements.push_back({std::move(statement)});
  return statements;
}

// A database of the proof has the schema that revisions work in.
bool creates_schema_of_revisions(const SchemaStatement& statement, Dialect dialect,
                                 const Settings& settings) {
  core::NameCursor at(dialect, statement.text);
  return at.take("CREATE") && at.take("SCHEMA") &&
         at.take_name() == core::schema_of_revisions(dialect, settings) && at.is_at_end();
}

// Whether it has run.
bool try_run(SchemaStatement& statement, ScratchDatabase& database) {
  try {
    database.execute(statement.text);
    return true;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::failed) throw;
    statement.failure = error.context().database_message;
    return false;
  }
}

// Again and again, until none more succeeds. Returns those that fail.
std::vector<SchemaStatement> run_in_any_order(std::vector<SchemaStatement> statements,
                                              ScratchDatabase& database) {
  for (std::size_t left = statements.size() + 1; statements.size() < left;) {
    left = statements.size();
    std::erase_if(statements, [&](SchemaStatement& statement) { return try_run(statement, database); });
  }
  return statements;
}

// Where the name stands that the message is about, or else where the statement begins.
std::size_t place_of(const SchemaStatement& statement) {
  const std::optional<std::size_t> name = find_name(statement.text, name_in_message(statement.failure));
  return statement.offset + name.value_or(0);
}

std::optional<SourceFile> if_text(SourceFile file, Diagnostics& diagnostics) {
  if (!check_text(file, diagnostics)) return std::nullopt;
  return file;
}

}  // namespace

std::optional<SourceFile> read_schema_file(const std::string& dir, Dialect dialect,
                                           Diagnostics& diagnostics) {
  for (const std::string& name :
       {fmt::format("schema.{}.sql", to_string(dialect)), std::string("schema.sql")})
    if (std::optional<SourceFile> file = read_folder_file(dir, name, diagnostics))
      return if_text(std::move(*file), diagnostics);
  return std::nullopt;
}

std::optional<SourceFile> read_schema_file(const std::string& path, Diagnostics& diagnostics) {
  platform::FileContent content = read_file(path, platform::SymbolicLinks::follow);
  if (content.state == platform::FileState::read)
    return if_text(SourceFile(path, path, std::move(content.bytes)), diagnostics);
  diagnostics.error_of(path, describe(content, "this file"));
  return std::nullopt;
}

void load_schema(const SourceFile& file, Dialect dialect, const Settings& settings, ScratchDatabase& database,
                 Diagnostics& diagnostics) {
  std::vector<SchemaStatement> failed;
  std::vector<SchemaStatement> statements = statements_of(file, dialect, diagnostics);
  std::erase_if(statements, [&](const SchemaStatement& statement) {
    return creates_schema_of_revisions(statement, dialect, settings);
  });
  with_revision_path(database, dialect, settings,
                     [&] { failed = run_in_any_order(std::move(statements), database); });
  if (failed.empty()) return;
  const SchemaCatalogue schema = database.read_schema();
  for (const SchemaStatement& statement : failed)
    diagnostics.error_at(file, place_of(statement),
                         fmt::format("{}: {}{}", to_string(dialect), statement.failure,
                                     did_you_mean(statement.failure, schema)));
}

}  // namespace migrate::migc

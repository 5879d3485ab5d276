#include "migc/autogenerate/schema_elements.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "engine/characters.h"
#include "engine/name_cursor.h"
#include "engine/names.h"
#include "migc/sql/sql_splitter.h"
#include "migc/transition/table_key.h"

namespace migrate::migc {

namespace {

using core::NameCursor;
using core::Token;
using core::TokenKind;

constexpr std::array<std::string_view, 13> words_before_kind{
    "OR",     "REPLACE", "TEMP",    "TEMPORARY", "UNLOGGED",     "GLOBAL",    "LOCAL",
    "UNIQUE", "VIRTUAL", "FOREIGN", "RECURSIVE", "MATERIALIZED", "CONSTRAINT"};

constexpr std::array<std::string_view, 8> words_of_constraints{"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK",
                                                               "FOREIGN",    "EXCLUDE", "LIKE",   "PERIOD"};

template <std::size_t Count>
bool is_one_of(std::string_view word, const std::array<std::string_view, Count>& words) {
  return std::ranges::any_of(words,
                             [&](std::string_view each) { return core::equal_ignoring_case(word, each); });
}

// Bytes of the file.
struct Range {
  std::size_t begin;
  std::size_t end;
};

class StatementReader {
 public:
  StatementReader(std::string_view text, Range statement, Dialect dialect, std::string schema,
                  std::vector<SchemaElement>& elements)
      : text_(text.substr(statement.begin, statement.end - statement.begin)),
        range_(statement),
        dialect_(dialect),
        schema_(std::move(schema)),
        elements_(elements) {}

  void read() {
    NameCursor at(dialect_, text_);
    if (at.take("CREATE")) return read_create(at);
    if (at.take("ALTER") && at.take("TABLE")) read_added_column(at);
  }

 private:
  void read_create(NameCursor& at) {
    while (at.token().kind == TokenKind::word && is_one_of(at.spelling(), words_before_kind)) at.advance();
    if (at.take("TABLE")) return read_table(at);
    if (at.take("INDEX")) return read_index(at);
    if (at.take("SEQUENCE")) return read_named(at, ElementKind::sequence);
    if (at.take("DOMAIN")) return read_named(at, ElementKind::type);
    if (at.take("TYPE")) read_type(at);
  }

  static void skip_condition(NameCursor& at) {
    if (at.take("IF") && at.take("NOT")) at.take("EXISTS");
  }

  void add(ElementKind kind, std::string owner, std::string name, Range range) {
    elements_.push_back({.kind = kind,
                         .owner = std::move(owner),
                         .name = std::move(name),
                         .begin = range.begin,
                         .end = range.end});
  }

  // The key of what was created.
  std::optional<std::string> take_key(NameCursor& at, ElementKind kind) {
    skip_condition(at);
    const std::optional<core::TableName> name = at.take_table();
    if (!name) return std::nullopt;
    std::string key = key_of(dialect_, *name, schema_);
    add(kind, "", key, range_);
    return key;
  }

  void read_named(NameCursor& at, ElementKind kind) { (void)take_key(at, kind); }

  void read_table(NameCursor& at) {
    const std::optional<std::string> table = take_key(at, ElementKind::table);
    if (!table) return;
    for (const Range& item : items_at(at)) {
      NameCursor words(dialect_, text_of(item));
      const bool is_constraint =
          words.token().kind == TokenKind::word && is_one_of(words.spelling(), words_of_constraints);
      if (is_constraint) continue;
      if (std::optional<std::string> name = words.take_name())
        add(ElementKind::column, *table, std::move(*name), item);
    }
  }

  // CREATE INDEX name ON table: the index is in the table's schema.
  void read_index(NameCursor& at) {
    at.take("CONCURRENTLY");
    skip_condition(at);
    if (at.is_at("ON")) return;
    const std::optional<std::string> name = at.take_name();
    if (!name || !at.take("ON")) return;
    at.take("ONLY");
    if (const std::optional<core::TableName> table = at.take_table())
      add(ElementKind::index, key_of(dialect_, *table, schema_), *name, range_);
  }

  void read_type(NameCursor& at) {
    const std::optional<std::string> type = take_key(at, ElementKind::type);
    if (!type || !at.take("AS") || !at.take("ENUM")) return;
    for (const Range& item : items_at(at))
      add(ElementKind::enum_value, *type, std::string(value_in(item)), item);
  }

  // A literal as it is written, without comments around it.
  std::string_view value_in(Range item) const {
    const std::string_view text = text_of(item);
    return NameCursor(dialect_, text).spelling();
  }

  void read_added_column(NameCursor& at) {
    if (at.take("IF")) at.take("EXISTS");
    at.take("ONLY");
    const std::optional<core::TableName> table = at.take_table();
    if (!table || !at.take("ADD")) return;
    at.take("COLUMN");
    skip_condition(at);
    if (at.token().kind == TokenKind::word && is_one_of(at.spelling(), words_of_constraints)) return;
    if (std::optional<std::string> name = at.take_name())
      add(ElementKind::column, key_of(dialect_, *table, schema_), std::move(*name), range_);
  }

  std::string_view text_of(Range item) const {
    return text_.substr(item.begin - range_.begin, item.end - item.begin);
  }

  // The parts of a parenthesis, each with the comma that ends it.
  std::vector<Range> items_at(NameCursor& at) const {
    std::vector<Range> items;
    if (!at.take_symbol('(')) return items;
    std::optional<std::size_t> begin;
    for (int depth = 1; !at.is_at_end(); at.advance()) {
      const std::string_view word = at.spelling();
      if (!begin) begin = at.token().begin;
      if (word == "(") ++depth;
      if (word == ")") --depth;
      const bool is_end = depth == 0 || (depth == 1 && word == ",");
      if (!is_end) continue;
      const std::size_t end = depth == 0 ? at.token().begin : at.token().end;
      items.push_back({range_.begin + *begin, range_.begin + end});
      if (depth == 0) break;
      begin.reset();
    }
    return items;
  }

  std::string_view text_;
  Range range_;
  Dialect dialect_;
  std::string schema_;
  std::vector<SchemaElement>& elements_;
};

// Gives each annotation to what it is about.
class AnnotationReader {
 public:
  AnnotationReader(const SourceFile& file, Dialect dialect, std::vector<SchemaElement>& elements,
                   Diagnostics& diagnostics)
      : file_(file), text_(file.bytes()), elements_(elements), diagnostics_(diagnostics) {
    const core::NextToken next_token = core::next_token_of(dialect);
    for (Token token = next_token(text_, 0);
         token.kind != TokenKind::end && !core::is_unterminated(token.kind);
         token = next_token(text_, token.end))
      tokens_.push_back(token);
  }

  void read() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::line_comment) continue;
      if (const std::optional<Annotation> annotation = read_annotation(text_, tokens_[i]).annotation)
        give(*annotation, i);
    }
  }

 private:
  void give(const Annotation& annotation, std::size_t comment) {
    SchemaElement* element = element_at(anchor_of(comment));
    const bool is_fill = annotation.kind == AnnotationKind::fill;
    if (element == nullptr)
      return diagnostics_.error_at(file_, annotation.offset,
                                   "nothing that has a name stands here: write the annotation at the end of "
                                   "the line of a column or of a CREATE statement, or above it");
    if (is_fill && element->kind != ElementKind::column)
      return diagnostics_.error_at(
          file_, annotation.offset,
          "only a column can be filled: write the annotation at the end of its line");
    std::optional<Annotation>& place = is_fill ? element->fill : element->renamed;
    if (place) return diagnostics_.error_at(file_, annotation.offset, "this is annotated twice");
    place = annotation;
  }

  // What the comment is about: the token that ends before it in its line, else the one that follows. A
  // semicolon is no part of its statement.
  std::size_t anchor_of(std::size_t comment) const {
    std::size_t before = comment;
    while (before > 0 && (core::is_comment(tokens_[before - 1].kind) || tokens_[before - 1].in(text_) == ";"))
      --before;
    if (before > 0 && is_in_one_line(tokens_[before - 1].end, tokens_[comment].begin))
      return tokens_[before - 1].begin;
    std::size_t after = comment;
    while (after < tokens_.size() && core::is_comment(tokens_[after].kind)) ++after;
    return after < tokens_.size() ? tokens_[after].begin : text_.size();
  }

  bool is_in_one_line(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin).find('\n') == std::string_view::npos;
  }

  // The innermost one.
  SchemaElement* element_at(std::size_t offset) {
    SchemaElement* found = nullptr;
    for (SchemaElement& element : elements_)
      if (element.begin <= offset && offset < element.end &&
          (found == nullptr || element.end - element.begin < found->end - found->begin))
        found = &element;
    return found;
  }

  const SourceFile& file_;
  std::string_view text_;
  std::vector<SchemaElement>& elements_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
};

}  // namespace

SchemaElements::SchemaElements(const SourceFile& file, Dialect dialect, const Settings& settings,
                               Diagnostics& diagnostics)
    : dialect_(dialect) {
  for (const SqlItem& item : split_section(file, 0, dialect).items)
    if (!item.is_call)
      StatementReader(file.bytes(), {item.begin, item.end}, dialect,
                      std::string(core::schema_of_revisions(dialect, settings)), elements_)
          .read();
  AnnotationReader(file, dialect, elements_, diagnostics).read();
  for (std::size_t i = 0; i < elements_.size(); ++i)
    places_.emplace(key_of(elements_[i].kind, elements_[i].owner, elements_[i].name), i);
}

const SchemaElement* SchemaElements::find(ElementKind kind, const std::string& owner,
                                          const std::string& name) const {
  const auto found = places_.find(key_of(kind, owner, name));
  return found == places_.end() ? nullptr : &elements_[found->second];
}

SchemaElements::Key SchemaElements::key_of(ElementKind kind, const std::string& owner,
                                           const std::string& name) const {
  return {kind, core::name_key(dialect_, owner), core::name_key(dialect_, name)};
}

}  // namespace migrate::migc

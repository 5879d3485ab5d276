#include "sqlite/table_changes.h"

#include "engine/characters.h"
#include "sqlite/schema_text.h"

namespace migrate::sqlite {

namespace {

// Cuts the word off when the text begins with it.
bool take_word(std::string_view& text, std::string_view word) {
  std::string_view rest = text;
  if (!core::equal_ignoring_case(take_token(rest), word)) return false;
  text = rest;
  return true;
}

// Without the schema that may stand before it.
std::string take_name(std::string_view& text) {
  const std::string name = normalised(take_token(text));
  if (!take_word(text, ".")) return name;
  return normalised(take_token(text));
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::string_view token = take_token(text); !token.empty(); token = take_token(text))
    if (core::equal_ignoring_case(token, word)) return true;
  return false;
}

}  // namespace

std::string without_rebuild_prefix(std::string message) {
  for (std::size_t at = message.find(rebuild_prefix); at != std::string::npos;
       at = message.find(rebuild_prefix, at))
    message.erase(at, rebuild_prefix.size());
  return message;
}

// The statements of one revision.
class TableChanges::Revision {
 public:
  explicit Revision(TableChanges& all) : all_(all) {}

  void add(std::string_view statement) {
    if (take_word(statement, "drop") && take_word(statement, "table"))
      drop(statement);
    else if (take_word(statement, "create"))
      create(statement);
    else if (take_word(statement, "alter") && take_word(statement, "table"))
      alter(statement);
  }

  void finish() {
    if (drops_table_) all_.concerned_.merge(made_);
    made_.clear();
    drops_table_ = false;
  }

 private:
  void drop(std::string_view rest) {
    if (take_word(rest, "if")) take_word(rest, "exists");
    const std::string name = take_name(rest);
    made_.erase(name);
    all_.former_names_.erase(name);
    all_.created_.erase(name);
    all_.drops_table_ = drops_table_ = true;
  }

  void create(std::string_view rest) {
    if (!take_word(rest, "table")) return;
    if (take_word(rest, "if") && take_word(rest, "not")) take_word(rest, "exists");
    const std::string name = take_name(rest);
    made_.insert(name);
    all_.created_.insert(name);
  }

  void alter(std::string_view rest) {
    const std::string name = take_name(rest);
    if (take_word(rest, "rename") && take_word(rest, "to"))
      rename(name, take_name(rest));
    else if (take_word(rest, "add") && has_word(rest, "references"))
      all_.concerned_.insert(name);
  }

  void rename(const std::string& from, const std::string& to) {
    made_.erase(from);
    made_.insert(to);
    all_.former_names_[to] = all_.created_.erase(from) != 0 ? to : all_.former_name(from);
    all_.former_names_.erase(from);
  }

  TableChanges& all_;
  std::set<std::string> made_;  // that it creates or renames, and leaves
  bool drops_table_ = false;
};

TableChanges::TableChanges(std::span<const Statement> script) {
  Revision revision(*this);
  std::string_view id;
  for (const Statement& statement : script) {
    if (statement.revision != id) revision.finish();
    id = statement.revision;
    revision.add(statement.text);
  }
  revision.finish();
  for (const std::string& name : std::set(concerned_)) concerned_.insert(former_name(name));
}

std::string TableChanges::former_name(const std::string& name) const {
  const auto found = former_names_.find(name);
  return found == former_names_.end() ? name : found->second;
}

}  // namespace migrate::sqlite

#include "migc/scratch/cluster_objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <string_view>

#include "engine/characters.h"
#include "engine/postgres/names.h"

namespace migrate::migc {

namespace {

// A place in a list of words, which ends with the statement.
class Reader {
 public:
  Reader(const std::vector<PostgresWord>& words, std::size_t at) : words_(words), at_(at) {}

  [[nodiscard]] bool is_at_end() const { return at_ >= words_.size() || words_[at_].is(";"); }
  [[nodiscard]] bool is_at(std::string_view word) const { return !is_at_end() && words_[at_].is(word); }
  bool take(std::string_view word) {
    if (!is_at(word)) return false;
    ++at_;
    return true;
  }
  bool take_any(std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [this](std::string_view word) { return take(word); });
  }
  // Moves after the next such word; at the end where there is none.
  bool skip_to(std::string_view word) {
    while (!is_at_end() && !is_at(word)) ++at_;
    return take(word);
  }

  // "a, b": names up to the first that no comma follows.
  std::vector<std::string> take_names() {
    std::vector<std::string> names;
    do {
      take("group");
      if (is_at_end() || !words_[at_].is_name) return names;
      const PostgresWord& word = words_[at_++];
      if (word.is_quoted || !stands_for_role(word.text)) names.push_back(word.text);
      if (take("(")) return {};  // CURRENT_USER() is none, nor is a privilege with columns
    } while (take(","));
    return names;
  }

 private:
  static bool stands_for_role(std::string_view word) {
    constexpr std::array<std::string_view, 8> words = {
        "public", "current_user", "current_role", "session_user", "none", "default", "all", "format"};
    return std::ranges::find(words, word) != words.end();
  }

  const std::vector<PostgresWord>& words_;
  std::size_t at_;
};

using Names = std::vector<std::string>;

void append(Names&& more, Names& names) {
  names.insert(names.end(), more.begin(), more.end());
}

// GRANT a, b TO c has no ON, and names roles before TO as well.
void read_grant(Reader reader, std::string_view before_roles, Names& names) {
  if (reader.take_any({"admin", "grant"})) reader.skip_to("for");  // REVOKE ADMIN OPTION FOR
  Reader ahead = reader;
  const bool is_membership = !ahead.skip_to("on");
  if (is_membership) append(reader.take_names(), names);
  if (reader.skip_to(before_roles)) append(reader.take_names(), names);
}

void read_policy(Reader reader, Names& names) {
  if (reader.skip_to("on") && reader.skip_to("to")) append(reader.take_names(), names);
}

// The roles that are named by what begins at a word.
void read_names(const std::vector<PostgresWord>& words, std::size_t at, Names& names) {
  Reader reader(words, at);
  if (reader.take("grant") && !reader.is_at("option")) return read_grant(reader, "to", names);
  if (reader.take("revoke")) return read_grant(reader, "from", names);
  if (reader.take("owner") && reader.take("to")) return append(reader.take_names(), names);
  if (reader.take("authorization")) return append(reader.take_names(), names);
  if (reader.take("create") && reader.take("policy")) return read_policy(reader, names);
  if (reader.take("for") && reader.take_any({"role", "user"})) return append(reader.take_names(), names);
  if (reader.take("set")) {
    reader.take_any({"local", "session"});
    if (reader.take("role")) append(reader.take_names(), names);
  }
}

void read_created(const std::vector<PostgresWord>& words, std::size_t at, std::set<std::string>& names) {
  Reader reader(words, at);
  if (!reader.take("create") || !reader.take_any({"role", "user", "group"}) || reader.is_at("mapping"))
    return;
  for (std::string& name : reader.take_names()) names.insert(std::move(name));
}

bool creates_schema(const std::vector<PostgresWord>& words, const std::string& schema) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    Reader reader(words, i);
    if (!reader.take("create") || !reader.take("schema")) continue;
    if (reader.take("if")) reader.skip_to("exists");
    const Names names = reader.take_names();
    if (!names.empty() && names.front() == schema) return true;
  }
  return false;
}

// In statements, and in the bodies of functions.
bool begins_statement(const std::vector<PostgresWord>& words, std::size_t at) {
  constexpr std::array<std::string_view, 5> before = {";", "begin", "then", "else", "loop"};
  return at == 0 ||
         std::ranges::any_of(before, [&](std::string_view word) { return words[at - 1].is(word); });
}

std::string in_capitals(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

// CREATE ROLE, ALTER SYSTEM, DROP OWNED
std::string definition_at(Reader reader) {
  for (const std::string verb : {"create", "alter", "drop", "reassign"}) {
    if (!reader.take(verb)) continue;
    for (const std::string object : {"role", "user", "group", "tablespace", "database", "system", "owned"})
      if (reader.take(object))
        return reader.is_at("mapping") ? "" : in_capitals(fmt::format("{} {}", verb, object));
  }
  return {};
}

// COMMENT ON ROLE, GRANT ... ON DATABASE, GRANT role TO role
std::string statement_about_at(Reader reader) {
  for (const std::string verb : {"comment", "grant", "revoke"}) {
    if (!reader.take(verb)) continue;
    Reader ahead = reader;
    if (!ahead.skip_to("on")) return verb == "comment" ? "" : in_capitals(verb) + " of a role";
    for (const std::string object : {"role", "tablespace", "database", "parameter"})
      if (ahead.take(object)) return in_capitals(fmt::format("{} on {}", verb, object));
  }
  return {};
}

class RolesToMake {
 public:
  void add_created(const std::vector<PostgresWord>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) read_created(words, i, created_);
  }
  void add_named(const std::vector<PostgresWord>& words) {
    Names names;
    for (std::size_t i = 0; i < words.size(); ++i) read_names(words, i, names);
    for (std::string& name : names)
      if (!created_.contains(name) && !name.starts_with("pg_")) to_make_.insert(std::move(name));
  }
  [[nodiscard]] std::vector<std::string> take() const { return {to_make_.begin(), to_make_.end()}; }

 private:
  std::set<std::string> to_make_;
  std::set<std::string> created_;
};

std::string cluster_statement_in(const std::vector<PostgresWord>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!begins_statement(words, i)) continue;
    for (std::string found : {definition_at({words, i}), statement_about_at({words, i})})
      if (!found.empty()) return found;
  }
  return {};
}

}  // namespace

std::vector<std::string> roles_to_make(const Chain& chain, const std::vector<std::string>& schemas) {
  RolesToMake roles;
  for (const Revision revision : chain) {
    std::vector<PostgresWord> words = postgres_words(revision.upgrade(Dialect::postgres));
    roles.add_created(words);
    for (PostgresWord& word : postgres_words(revision.downgrade(Dialect::postgres)))
      words.push_back(std::move(word));
    roles.add_named(words);
  }
  for (const std::string& schema : schemas) roles.add_created(postgres_words(std::string_view(schema)));
  for (const std::string& schema : schemas) roles.add_named(postgres_words(std::string_view(schema)));
  return roles.take();
}

std::vector<std::string> schemas_to_make(const Chain& chain) {
  const core::PostgresNames names = core::postgres_names(chain.settings());
  std::vector<std::string> schemas;
  for (const std::string& schema : {names.version_schema, names.schema}) {
    if (schema == "public" || std::ranges::find(schemas, schema) != schemas.end()) continue;
    const bool is_created = std::ranges::any_of(chain, [&](const Revision& revision) {
      return creates_schema(postgres_words(revision.upgrade(Dialect::postgres)), schema);
    });
    if (!is_created) schemas.push_back(schema);
  }
  return schemas;
}

std::string cluster_statement(const Script& script) {
  return cluster_statement_in(postgres_words(script));
}

std::string cluster_statement(std::string_view script) {
  return cluster_statement_in(postgres_words(script));
}

}  // namespace migrate::migc

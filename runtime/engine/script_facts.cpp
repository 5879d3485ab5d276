#include "engine/script_facts.h"

#include <algorithm>
#include <optional>

#include "engine/characters.h"
#include "engine/lock_notes.h"
#include "engine/name_cursor.h"
#include "engine/names.h"

namespace migrate::core {

// Reads one statement into the facts of its script.
class ScriptFacts::Reader {
 public:
  Reader(ScriptFacts& script, std::string_view statement)
      : script_(script), at_(script.dialect_, statement) {}

  void read() {
    if (at_.take("CREATE")) return read_create();
    if (at_.take("DROP")) return read_drop();
    if (at_.take("ALTER")) return read_alter();
    switch (script_.dialect_) {
      case Dialect::sqlite:
        return;
      case Dialect::postgres:
        return read_postgres();
    }
  }

 private:
  void add(FactKind kind, const TableName& table, std::string detail = {}) {
    script_.facts_.push_back({kind, script_.item_, table.schema, table.name, std::move(detail)});
  }

  void read_create() {
    bool is_temporary = false;
    for (bool goes_on = true; goes_on;) {
      const bool says_temporary = at_.take("TEMP") || at_.take("TEMPORARY");
      is_temporary |= says_temporary;
      goes_on = says_temporary || at_.take("GLOBAL") || at_.take("LOCAL") || at_.take("UNLOGGED") ||
                at_.take("VIRTUAL") || at_.take("FOREIGN");
    }
    if (!at_.take("TABLE")) return;
    const bool may_exist = at_.take("IF");
    if (may_exist) at_.take("NOT"), at_.take("EXISTS");
    const std::optional<TableName> table = at_.take_table();
    if (!table) return;
    if (is_temporary || table->is_temporary)
      script_.temporary_tables_.push_back(table->name);
    else if (!is_somewhere(*table))
      add(may_exist ? FactKind::may_create_table : FactKind::creates_table, *table);
  }

  void read_drop() {
    if (at_.take("SCHEMA") || at_.take("OWNED") || at_.take("EXTENSION")) return add(FactKind::runs_code, {});
    const bool is_foreign = at_.take("FOREIGN");
    if (at_.take("TABLE")) return read_names(is_foreign ? FactKind::frees_name : FactKind::drops_table);
    at_.take("MATERIALIZED");
    if (at_.take("VIEW")) read_names(FactKind::frees_name);
  }

  void read_names(FactKind kind) {
    if (at_.take("IF")) at_.take("EXISTS");
    do {
      const std::optional<TableName> table = at_.take_table();
      if (!table) return;
      add(forget_temporary(*table) ? FactKind::drops_temporary_table : kind, *table);
    } while (at_.take_symbol(','));
  }

  void read_alter() {
    at_.take("FOREIGN");
    const bool is_view = at_.take("MATERIALIZED") || at_.is_at("VIEW");
    if (!at_.take("TABLE") && !at_.take("VIEW")) return;
    if (at_.take("IF")) at_.take("EXISTS");
    at_.take("ONLY");
    const std::optional<TableName> table = at_.take_table();
    if (!table || is_temporary(*table)) return;
    at_.take_symbol('*');
    if (at_.take("RENAME")) return read_rename(*table, is_view);
    if (at_.take("SET") && at_.take("SCHEMA")) return add(FactKind::frees_name, *table);
    if (!is_view) read_actions(*table);
  }

  void read_rename(const TableName& table, bool is_view) {
    if (!at_.take("TO")) return;
    const std::optional<std::string> name = at_.take_name();
    if (!name) return;
    add(is_view ? FactKind::frees_name : FactKind::renames_table, table, is_view ? std::string() : *name);
  }

  void read_actions(const TableName& table) {
    do {
      if (at_.take("DROP")) read_dropped_column(table);
      if (at_.take("ADD") && at_.skip_to("REFERENCES")) add(FactKind::adds_foreign_key, table);
      at_.skip_to_comma();
    } while (at_.take_symbol(','));
  }

  void read_dropped_column(const TableName& table) {
    if (!at_.take("COLUMN") && at_.is_at("CONSTRAINT")) return;
    if (at_.take("IF")) at_.take("EXISTS");
    if (std::optional<std::string> column = at_.take_name())
      add(FactKind::drops_column, table, std::move(*column));
  }

  void read_postgres() {
    if (at_.take("DO") || at_.take("CALL") || at_.take("EXECUTE")) return add(FactKind::runs_code, {});
    if (at_.take("SELECT")) return read_select();
    if (at_.take("RESET")) {
      script_.has_changed_path_ |= at_.is_at("search_path") || at_.is_at("ALL");
    } else if (at_.take("SET")) {
      if (!at_.take("LOCAL")) at_.take("SESSION");
      script_.has_changed_path_ |= at_.is_at("search_path") || at_.is_at("SCHEMA");
    }
  }

  // What dumps call is known to leave tables alone.
  void read_select() {
    if (at_.take("pg_catalog")) at_.take_symbol('.');
    if (at_.take("set_config")) {
      script_.has_changed_path_ = true;
      return;
    }
    if (at_.take("setval") || at_.take("nextval")) return;
    if (at_.take_name() && (at_.take_symbol('(') || at_.take_symbol('.'))) add(FactKind::runs_code, {});
  }

  // Whether it cannot be told in which schema the table is.
  bool is_somewhere(const TableName& table) const {
    return table.schema.empty() && script_.has_changed_path_;
  }

  auto find_temporary(const TableName& table) const {
    return std::ranges::find_if(script_.temporary_tables_, [&](const std::string& name) {
      return (table.schema.empty() || table.is_temporary) && is_same_name(script_.dialect_, name, table.name);
    });
  }

  bool is_temporary(const TableName& table) const {
    return find_temporary(table) != script_.temporary_tables_.end();
  }

  bool forget_temporary(const TableName& table) {
    const auto found = find_temporary(table);
    if (found == script_.temporary_tables_.end()) return false;
    script_.temporary_tables_.erase(found);
    return true;
  }

  ScriptFacts& script_;
  NameCursor at_;
};

void ScriptFacts::read(std::string_view statement) {
  Reader(*this, statement).read();
  if (const std::string_view effect = long_lock(dialect_, statement);
      !effect.empty() && !creates(indexed_table(dialect_, statement)))
    facts_.push_back({.kind = FactKind::takes_long_lock, .item = item_, .detail = std::string(effect)});
  ++item_;
}

bool ScriptFacts::creates(std::string_view table) const {
  return std::ranges::any_of(facts_, [&](const OwnedFact& fact) {
    return fact.kind == FactKind::creates_table && equal_ignoring_case(fact.table, table);
  });
}

void ScriptFacts::read_call() {
  facts_.push_back({FactKind::runs_code, item_++});
}

void ScriptFacts::add_dropped_column(const std::string& table, const std::string& column) {
  const auto is_about = [&](const OwnedFact& fact, FactKind kind) {
    return fact.kind == kind && is_same_name(dialect_, fact.table, table);
  };
  auto place = facts_.end();
  for (auto fact = facts_.begin(); fact != facts_.end(); ++fact) {
    if (is_about(*fact, FactKind::drops_column) && is_same_name(dialect_, fact->detail, column)) return;
    if (is_about(*fact, FactKind::drops_table)) place = std::next(fact);
  }
  const std::uint32_t item = place == facts_.begin() || facts_.empty() ? 0 : std::prev(place)->item;
  facts_.insert(place, {FactKind::drops_column, item, {}, table, column});
}

}  // namespace migrate::core

#include "migc/operations/joined_operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/characters.h"
#include "migc/operations/operation_tree.h"
#include "migc/operations/type.h"
#include "migc/operations/yaml_text.h"

namespace migrate::migc {

namespace {

using Tree = YamlValue;

// Two trees of one thing.
struct Sides {
  Dialect first;
  Dialect second;
};

// Keys whose value is SQL, which each dialect may have its own of.
bool is_sql(std::string_view key) {
  constexpr std::array<std::string_view, 9> keys{"condition", "where", "using",     "text",     "expression",
                                                 "check",     "sql",   "generated", "collation"};
  return std::ranges::find(keys, key) != keys.end();
}

bool is_scalar(const Tree& tree) {
  return tree.kind == YamlKind::scalar;
}

Tree by_dialect(const Sides& sides, const std::string& first, const std::string& second) {
  Tree texts = yaml_mapping();
  add_entry(texts, to_string(sides.first), yaml_text(first));
  add_entry(texts, to_string(sides.second), yaml_text(second));
  return texts;
}

// In SQL.
std::string type_as_written(const Tree& type, Dialect dialect) {
  if (const Tree* own = find_entry(type, to_string(dialect))) return own->text;
  return spell_type(parse_type(type.text).type, dialect, Strictness::ordinary);
}

bool is_spelled_so(const Tree& type, Dialect dialect, const std::string& text) {
  if (!is_scalar(type)) return false;
  const Type parsed = parse_type(type.text).type;
  return judge_type(parsed, dialect, Strictness::ordinary).empty() &&
         core::equal_ignoring_case(spell_type(parsed, dialect, Strictness::ordinary), text);
}

// A portable type of one of them, where the other one spells it so.
Tree joined_types(const Tree& first, const Tree& second, const Sides& sides) {
  const std::string here = type_as_written(first, sides.first), there = type_as_written(second, sides.second);
  if (is_spelled_so(second, sides.first, here)) return second;
  if (is_spelled_so(first, sides.second, there)) return first;
  return by_dialect(sides, here, there);
}

std::optional<Tree> joined(std::string_view key, const Tree& first, const Tree& second, const Sides& sides);

// The same keys in the same order; a collation may be that of one dialect.
std::optional<Tree> joined_mappings(const Tree& first, const Tree& second, const Sides& sides) {
  Tree both = yaml_mapping();
  auto there = second.entries.begin();
  const auto add_collation = [&](const YamlEntry& entry, Dialect dialect) {
    Tree own = yaml_mapping();
    add_entry(own, to_string(dialect), entry.value);
    add_entry(both, entry.key, std::move(own));
  };
  for (const YamlEntry& here : first.entries) {
    if (there != second.entries.end() && there->key == "collation" && here.key != "collation")
      add_collation(*there++, sides.second);
    if (there != second.entries.end() && there->key == here.key) {
      std::optional<Tree> value = joined(here.key, here.value, (there++)->value, sides);
      if (!value) return std::nullopt;
      add_entry(both, here.key, std::move(*value));
    } else if (here.key == "collation") {
      add_collation(here, sides.first);
    } else {
      return std::nullopt;
    }
  }
  if (there != second.entries.end() && there->key == "collation") add_collation(*there++, sides.second);
  return there == second.entries.end() ? std::optional(std::move(both)) : std::nullopt;
}

std::optional<Tree> joined_lists(const Tree& first, const Tree& second, const Sides& sides) {
  if (first.items.size() != second.items.size()) return std::nullopt;
  Tree both = yaml_list();
  for (std::size_t i = 0; i < first.items.size(); ++i) {
    std::optional<Tree> item = joined("", first.items[i], second.items[i], sides);
    if (!item) return std::nullopt;
    both.items.push_back(std::move(*item));
  }
  return both;
}

// A number is SQL as it is.
Tree as_sql(const Tree& value) {
  if (!is_scalar(value) || !value.plain || value.text == "true" || value.text == "false") return value;
  Tree sql = yaml_mapping();
  add_entry(sql, "sql", yaml_text(value.text));
  return sql;
}

std::optional<Tree> joined(std::string_view key, const Tree& first, const Tree& second, const Sides& sides) {
  if (is_same_tree(first, second)) return first;
  if (key == "type") return joined_types(first, second, sides);
  if (is_sql(key) && is_scalar(first) && is_scalar(second)) return by_dialect(sides, first.text, second.text);
  if (key == "default" && first.kind != second.kind) {
    const Tree here = as_sql(first), there = as_sql(second);
    return here.kind == there.kind ? joined("", here, there, sides) : std::nullopt;
  }
  if (first.kind != second.kind) return std::nullopt;
  if (first.kind == YamlKind::mapping) return joined_mappings(first, second, sides);
  if (first.kind == YamlKind::sequence) return joined_lists(first, second, sides);
  return std::nullopt;
}

// Names and keys

std::vector<PortableConstraint>* constraints_of(Operation& operation) {
  if (auto* create = std::get_if<CreateTable>(&operation)) return &create->table.constraints;
  if (auto* add = std::get_if<AddColumn>(&operation)) return &add->constraints;
  return nullptr;
}

// "runs_pkey", "runs_name_key1".
bool is_engine_name(std::string name, const std::string& table) {
  name.erase(name.find_last_not_of("0123456789") + 1);
  constexpr std::array<std::string_view, 4> endings{"_pkey", "_key", "_fkey", "_check"};
  return name.starts_with(table + '_') &&
         std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

void leave_name(PortableConstraint& constraint, const std::string& table) {
  if (is_engine_name(constraint.name.text, table)) constraint.is_named = false;
}

const ObjectName* table_of(const Operation& operation) {
  if (const auto* create = std::get_if<CreateTable>(&operation)) return &create->table.name;
  if (const auto* add = std::get_if<AddColumn>(&operation)) return &add->table;
  if (const auto* constraint = std::get_if<AddConstraint>(&operation)) return &constraint->table;
  return nullptr;
}

// Constraints of `second` that PostgreSQL named have no name, where those of `first` have none.
void leave_names(const Operation& first, Operation& second) {
  const ObjectName* table = table_of(second);
  if (table == nullptr) return;
  if (auto* add = std::get_if<AddConstraint>(&second)) {
    const auto* other = std::get_if<AddConstraint>(&first);
    if (other != nullptr && !other->constraint.is_named) leave_name(add->constraint, table->name);
    return;
  }
  Operation named = first;
  const std::vector<PortableConstraint>* others = constraints_of(named);
  if (others == nullptr) return;
  for (PortableConstraint& constraint : *constraints_of(second)) {
    const auto has_name = [&](const PortableConstraint& other) {
      return other.is_named && other.name == constraint.name;
    };
    if (std::ranges::none_of(*others, has_name)) leave_name(constraint, table->name);
  }
}

const PortableConstraint* primary_key(const PortableTable& table) {
  const auto found =
      std::ranges::find(table.constraints, PortableConstraintKind::primary_key, &PortableConstraint::kind);
  return found == table.constraints.end() ? nullptr : &*found;
}

// PostgreSQL's keys take no NULL in any case. A lone column of SQLite's counts by itself.
void align_keys(CreateTable& first, CreateTable& second) {
  const PortableConstraint* key = primary_key(second.table);
  if (key == nullptr) return;
  for (const Name& name : key->columns) {
    PortableColumn* here = find_column(first.table, name.text);
    PortableColumn* there = find_column(second.table, name.text);
    if (here == nullptr || there == nullptr) continue;
    there->nullable = here->nullable;
    if (key->columns.size() > 1 || there->identity == Identity::none) continue;
    if (here->autoincrement && there->identity == Identity::by_default) {
      there->identity = Identity::none;
      there->autoincrement = true;
    } else if (!here->autoincrement && is_whole_number(here->type)) {
      here->identity = there->identity;
    }
  }
}

std::optional<Tree> joined(Operation first, Operation second, const Sides& sides) {
  if (first.index() != second.index()) return std::nullopt;
  leave_names(first, second);
  if (auto* create = std::get_if<CreateTable>(&first)) align_keys(*create, std::get<CreateTable>(second));
  return joined("", operation_tree(first), operation_tree(second), sides);
}

// Lists

// SQL says for whom it is by its key.
Tree only_for(Dialect dialect, const Operation& operation) {
  Tree tree = operation_tree(operation);
  YamlEntry& entry = tree.entries.front();
  if (entry.value.kind == YamlKind::mapping) {
    add_entry(entry.value, "only", yaml_text(to_string(dialect)));
  } else {
    Tree own = yaml_mapping();
    add_entry(own, to_string(dialect), std::move(entry.value));
    entry.value = std::move(own);
  }
  return tree;
}

void add_alone(ToldStatements& told, Dialect dialect, const ToldOperation& operation) {
  told.list.items.push_back(only_for(dialect, operation.operation));
  told.origins.push_back({operation.origin});
}

// The longest sequence of operations that both do alike.
class TwoLists {
 public:
  TwoLists(const OperationsOfDialect& first, const OperationsOfDialect& second)
      : first_(first), second_(second), lengths_((first.operations.size() + 1) * width()) {}

  ToldStatements join() {
    measure();
    ToldStatements told{.list = yaml_list(), .origins = {}};
    std::size_t i = 0, j = 0;
    while (i < first_.operations.size() || j < second_.operations.size())
      if (is_pair(i, j)) {
        told.list.items.push_back(*pair(i, j));
        told.origins.push_back({first_.operations[i++].origin, second_.operations[j++].origin});
      } else if (j == second_.operations.size() ||
                 (i < first_.operations.size() && length(i + 1, j) >= length(i, j + 1))) {
        add_alone(told, first_.dialect, first_.operations[i++]);
      } else {
        add_alone(told, second_.dialect, second_.operations[j++]);
      }
    return told;
  }

 private:
  std::size_t width() const { return second_.operations.size() + 1; }
  unsigned& length(std::size_t i, std::size_t j) { return lengths_[i * width() + j]; }

  std::optional<Tree> pair(std::size_t i, std::size_t j) const {
    return joined(first_.operations[i].operation, second_.operations[j].operation,
                  {first_.dialect, second_.dialect});
  }

  bool is_pair(std::size_t i, std::size_t j) {
    return i < first_.operations.size() && j < second_.operations.size() &&
           length(i, j) == length(i + 1, j + 1) + 1 && pair(i, j);
  }

  void measure() {
    for (std::size_t i = first_.operations.size(); i-- > 0;)
      for (std::size_t j = second_.operations.size(); j-- > 0;)
        length(i, j) = pair(i, j) ? length(i + 1, j + 1) + 1 : std::max(length(i + 1, j), length(i, j + 1));
  }

  const OperationsOfDialect& first_;
  const OperationsOfDialect& second_;
  std::vector<unsigned> lengths_;
};

}  // namespace

ToldStatements joined_operations(const std::vector<OperationsOfDialect>& dialects) {
  if (dialects.size() == 2) return TwoLists(dialects.front(), dialects.back()).join();
  ToldStatements told{.list = yaml_list(), .origins = {}};
  for (const auto& [dialect, operations] : dialects)
    for (const ToldOperation& operation : operations)
      if (dialects.size() > 1) {
        add_alone(told, dialect, operation);
      } else {
        told.list.items.push_back(operation_tree(operation.operation));
        told.origins.push_back({operation.origin});
      }
  return told;
}

}  // namespace migrate::migc

#include "sqlite/table_changes.h"

#include <utility>

#include "engine/names.h"

namespace migrate::sqlite {

std::string without_rebuild_prefix(std::string message) {
  for (std::size_t at = message.find(rebuild_prefix); at != std::string::npos;
       at = message.find(rebuild_prefix, at))
    message.erase(at, rebuild_prefix.size());
  return message;
}

std::string name_key(std::string_view name) {
  return core::name_key(Dialect::sqlite, name);
}

// The facts of one revision.
class TableChanges::Revision {
 public:
  explicit Revision(TableChanges& all) : all_(all) {}

  void add(const ScriptFact& fact) {
    const std::string table = name_key(fact.table);
    switch (fact.kind) {
      case FactKind::creates_table:
      case FactKind::may_create_table:
        return create(table);
      case FactKind::drops_table:
      case FactKind::drops_temporary_table:
        return drop(table);
      case FactKind::renames_table:
        return rename(table, name_key(fact.detail));
      case FactKind::adds_foreign_key:
        return all_.concern(table);
      case FactKind::drops_column:
      case FactKind::frees_name:
      case FactKind::runs_code:
      case FactKind::takes_long_lock:
        break;
    }
  }

  void finish() {
    if (!drops_table_) return;
    for (const std::string& name : made_) all_.concern(name);
  }

 private:
  void create(const std::string& name) {
    made_.push_back(name);
    all_.tables_[name].is_new = true;
  }

  void drop(const std::string& name) {
    std::erase(made_, name);
    all_.drops_table_ = drops_table_ = true;
    Table& table = all_.tables_[name];
    table.is_new = false;
    table.former_name.clear();
  }

  void rename(const std::string& from, const std::string& to) {
    std::erase(made_, from);
    made_.push_back(to);
    Table& table = all_.tables_[from];
    all_.tables_[to].former_name = std::exchange(table.is_new, false) ? to : all_.former_name(from);
    table.former_name.clear();
  }

  TableChanges& all_;
  std::vector<std::string> made_;  // that it creates or renames, and leaves
  bool drops_table_ = false;
};

TableChanges::TableChanges(std::span<const FactList> scripts) {
  for (const FactList& script : scripts) {
    Revision revision(*this);
    for (const ScriptFact fact : script) revision.add(fact);
    revision.finish();
  }
  std::vector<std::string> former_names;
  for (const auto& [name, table] : tables_)
    if (table.is_concerned && !table.former_name.empty()) former_names.push_back(table.former_name);
  for (const std::string& name : former_names) concern(name);
}

void TableChanges::concern(const std::string& name) {
  tables_[name].is_concerned = true;
  concerns_table_ = true;
}

bool TableChanges::concerns(const std::string& name) const {
  const auto found = tables_.find(name);
  return found != tables_.end() && found->second.is_concerned;
}

std::string TableChanges::former_name(const std::string& name) const {
  const auto found = tables_.find(name);
  return found == tables_.end() || found->second.former_name.empty() ? name : found->second.former_name;
}

}  // namespace migrate::sqlite

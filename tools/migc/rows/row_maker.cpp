#include "migc/rows/row_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "migc/rows/check_solver.h"
#include "migc/rows/made_up_values.h"
#include "migc/scratch/statement_limit.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

constexpr std::size_t wanted_rows = 2;
constexpr std::int64_t numbers_tried = 4;  // some may be taken
constexpr int most_variations = 300;       // of the texts of one row

// Up to two.
std::size_t count_rows(ScratchDatabase& database, const TableShape& table) {
  return database.query(fmt::format("SELECT 1 FROM {} LIMIT {}", table.rows_of, wanted_rows)).size();
}

bool has_null_column(const TableShape& table) {
  return std::ranges::any_of(table.columns, &ColumnShape::is_nullable);
}

// Of a unique or foreign key, which other texts would not help against.
bool is_about_keys(const Error& error) {
  static const std::set<std::string, std::less<>> codes = {"787", "1555", "2067", "23503", "23505"};
  return codes.contains(error.context().database_code);
}

// Tries to insert rows, and keeps why the last one was refused.
class RowInserter {
 public:
  RowInserter(ScratchDatabase& database, Dialect dialect, const Tables& tables)
      : database_(database), dialect_(dialect), drafter_(dialect, tables) {}

  bool insert(const TableShape& table, const RowPlan& plan) {
    RowDraft draft = complete_draft(table, plan);
    CheckSolver(database_, dialect_, table).solve(draft, plan.number);
    return runs(insert_statement(dialect_, table, draft)) ||
           (!is_key_refused_ && !is_too_slow_ && insert_variation(table, draft, plan));
  }

  // One row in each table of a cycle, in one statement or before constraints are checked.
  bool insert_at_once(const Tables& group, RowPlan plan) {
    plan.group = &group;
    std::vector<std::string> inserts;
    for (const auto& [_, table] : group) {
      RowDraft draft = complete_draft(*table, plan);
      CheckSolver(database_, dialect_, *table).solve(draft, plan.number);
      inserts.push_back(insert_statement(dialect_, *table, draft));
    }
    if (dialect_ != Dialect::sqlite) return runs(in_one_statement(inserts));
    if (runs(deferred(inserts))) return true;
    const std::string refusal = std::move(refusal_);
    runs("ROLLBACK");
    refusal_ = refusal;
    return false;
  }

  const std::string& refusal() const noexcept { return refusal_; }
  // Whether the last row was refused for its keys, so that another one may be accepted.
  bool is_key_refused() const noexcept { return is_key_refused_; }

 private:
  RowDraft complete_draft(const TableShape& table, const RowPlan& plan) {
    RowDraft draft = drafter_.draft(table, plan);
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (const ColumnShape& column = table.columns[i];
          column.kind == ValueKind::other && draft.values[i] == values_of(dialect_, column, plan.number)[0])
        draft.values[i] = value_of_unknown_type(column, plan.number);
    return draft;
  }

  std::string value_of_unknown_type(const ColumnShape& column, std::int64_t number) {
    const std::vector<std::string> values = values_of(dialect_, column, number);
    for (const std::string& value : values)
      if (runs(fmt::format("SELECT CAST({} AS {})", value, column.type))) return value;
    return column.is_nullable ? "NULL" : values.front();
  }

  // What a trigger or an expression makes of a text is not known: perhaps it has to look like a version.
  bool insert_variation(const TableShape& table, const RowDraft& draft, const RowPlan& plan) {
    std::vector<std::string> texts = common_texts(dialect_, plan.number);
    for (const std::string& hint : table.hints)
      std::ranges::copy(values_near(dialect_, {.name = ""}, plan.number, literals_in(dialect_, hint)),
                        std::back_inserter(texts));
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (may_hold_text(table.columns[i]) && draft.values[i].find('\'') <= 1) columns.push_back(i);
    int left = columns.empty() ? 0 : most_variations;
    const std::string first_refusal = refusal_;
    for (const std::string& text : texts)
      if (left-- > 0 && !is_too_slow_ && inserts_with(table, draft, columns, text)) return true;
    for (const std::size_t column : columns)
      for (const std::string& text : texts)
        if (left-- > 0 && !is_too_slow_ && inserts_with(table, draft, {column}, text)) return true;
    refusal_ = first_refusal;
    is_key_refused_ = false;
    return false;
  }

  bool may_hold_text(const ColumnShape& column) const {
    return column.kind == ValueKind::text || column.kind == ValueKind::json ||
           (column.kind == ValueKind::bytes && dialect_ == Dialect::sqlite);
  }

  bool inserts_with(const TableShape& table, RowDraft draft, const std::vector<std::size_t>& columns,
                    const std::string& text) {
    for (const std::size_t column : columns) draft.values[column] = text;
    return runs(insert_statement(dialect_, table, draft));
  }

  static std::string deferred(const std::vector<std::string>& inserts) {
    std::string statements = "BEGIN; PRAGMA defer_foreign_keys = ON;";
    for (const std::string& insert : inserts) statements += insert + ';';
    return statements + "COMMIT";
  }

  static std::string in_one_statement(const std::vector<std::string>& inserts) {
    std::string statement;
    for (std::size_t i = 0; i + 1 < inserts.size(); ++i)
      statement += fmt::format("{}made_up_{} AS ({})", i == 0 ? "WITH " : ", ", i, inserts[i]);
    return statement + ' ' + inserts.back();
  }

  bool runs(const std::string& statements) {
    try {
      database_.execute(statements);
      return true;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::failed) throw;
      const std::string& message = error.context().database_message;
      refusal_ = message.empty() ? error.what() : message;
      is_key_refused_ = is_about_keys(error);
      is_too_slow_ = has_met_limit(error);
      return false;
    }
  }

  ScratchDatabase& database_;
  Dialect dialect_;
  RowDrafter drafter_;
  std::string refusal_;
  bool is_key_refused_ = false;
  bool is_too_slow_ = false;  // and so would be another row
};

// Parents before those that refer to them, where there is no cycle.
class ParentsFirst {
 public:
  ParentsFirst(const Tables& tables, const NameSet& wanted) : tables_(tables), wanted_(wanted) {}

  std::vector<const TableShape*> order() {
    for (const std::string& name : wanted_) visit(name);
    return std::move(order_);
  }

 private:
  void visit(const std::string& name) {
    const auto table = tables_.find(name);
    if (table == tables_.end() || !wanted_.contains(name) || !visited_.insert(name).second) return;
    for (const bool optional : {false, true})
      for (const ForeignKeyShape& key : table->second->foreign_keys)
        if (is_optional(*table->second, key) == optional) visit(key.table);
    order_.push_back(table->second.get());
  }

  const Tables& tables_;
  const NameSet& wanted_;
  NameSet visited_;
  std::vector<const TableShape*> order_;
};

// One call of fill().
class Filling {
 public:
  Filling(ScratchDatabase& database, Dialect dialect, const Tables& tables, std::int64_t number)
      : database_(database), tables_(tables), inserter_(database, dialect, tables), number_(number) {}

  // A row of one table may be what another one was waiting for: a parent that refers to its child.
  void fill(std::vector<const TableShape*> order, std::map<std::string, std::string>& reasons) {
    for (bool has_filled = true; has_filled && !order.empty();) {
      has_filled = false;
      std::vector<const TableShape*> rest;
      for (const TableShape* table : order) {
        const std::size_t before = count_rows(database_, *table);
        if (before >= wanted_rows) continue;
        const std::size_t count = fill(*table, before);
        has_filled = has_filled || count > before;
        if (count < wanted_rows) rest.push_back(table);
      }
      order = std::move(rest);
      if (!has_filled) has_filled = break_cycle(order);
    }
    for (const TableShape* table : order) {
      reasons[table->name] = refusals_[table->name];
      if (find_empty_parent(*table) != nullptr) waiting_.insert(table->name);
    }
  }

  NameSet take_written() { return std::move(written_); }
  NameSet take_waiting() { return std::move(waiting_); }

 private:
  std::size_t fill(const TableShape& table, std::size_t count) {
    if (const TableShape* parent = find_empty_parent(table)) {
      refusals_[table.name] = fmt::format("{} has no rows", parent->shown);
      return count;
    }
    for (std::int64_t i = 0; i < numbers_tried && count < wanted_rows; ++i) {
      const bool prefers_null = count > 0 && has_null_column(table);
      RowPlan plan{
          .number = number_ + i, .parent = static_cast<std::size_t>(i), .prefers_null = prefers_null};
      const bool has_inserted = inserts(table, plan) || (prefers_null && inserts_full(table, plan));
      if (has_inserted) count = count_rows(database_, table);
      if (!has_inserted && !inserter_.is_key_refused()) break;
    }
    if (count < wanted_rows) refusals_[table.name] = inserter_.refusal();
    return count;
  }

  bool inserts(const TableShape& table, const RowPlan& plan) {
    if (!inserter_.insert(table, plan)) return false;
    written_.insert(table.name);
    return true;
  }
  bool inserts_full(const TableShape& table, RowPlan plan) {
    plan.prefers_null = false;
    return inserts(table, plan);
  }

  // Without a row in there, no row can be made here.
  const TableShape* find_empty_parent(const TableShape& table) {
    for (const ForeignKeyShape& key : table.foreign_keys) {
      const auto parent = tables_.find(key.table);
      if (parent == tables_.end() || key.table == table.name || is_optional(table, key)) continue;
      if (count_rows(database_, *parent->second) == 0) return parent->second.get();
    }
    return nullptr;
  }

  // The first tables that wait for each other get a row together.
  bool break_cycle(const std::vector<const TableShape*>& waiting) {
    for (const TableShape* table : waiting) {
      const Tables group = find_cycle(*table);
      if (group.size() < 2) continue;
      for (std::int64_t i = 0; i < static_cast<std::int64_t>(wanted_rows); ++i)
        if (!inserter_.insert_at_once(group, {.number = number_ + i, .parent = static_cast<std::size_t>(i)}))
          refusals_[table->name] = inserter_.refusal();
      for (const auto& [name, _] : group) written_.insert(name);
      if (count_rows(database_, *table) > 0) return true;
    }
    return false;
  }

  // All empty tables that this one needs, if it is one of them.
  Tables find_cycle(const TableShape& first) {
    Tables group;
    bool is_cycle = false;
    std::vector<const TableShape*> open = {&first};
    while (!open.empty()) {
      const TableShape* table = open.back();
      open.pop_back();
      for (const ForeignKeyShape& key : table->foreign_keys) {
        const auto parent = tables_.find(key.table);
        if (parent == tables_.end() || key.table == table->name || is_optional(*table, key)) continue;
        if (count_rows(database_, *parent->second) > 0) continue;
        is_cycle = is_cycle || key.table == first.name;
        if (group.insert(*parent).second) open.push_back(parent->second.get());
      }
    }
    return is_cycle ? group : Tables{};
  }

  ScratchDatabase& database_;
  const Tables& tables_;
  RowInserter inserter_;
  std::int64_t number_;
  NameSet written_;
  NameSet waiting_;
  std::map<std::string, std::string> refusals_;
};

}  // namespace

NameSet RowMaker::fill(ScratchDatabase& database, const Tables& tables, const NameSet& wanted) {
  NameSet all = wanted;
  all.merge(waiting_);
  for (const std::string& name : all) reasons_.erase(name);
  Filling filling(database, dialect_, tables, number_);
  filling.fill(ParentsFirst(tables, all).order(), reasons_);
  waiting_ = filling.take_waiting();
  return filling.take_written();
}

}  // namespace migrate::migc

#include "migc/transition/postgres_schema.h"

#include <algorithm>

#include "migc/transition/postgres_rows.h"

namespace migrate::migc {

namespace {

// Parents of tables and owners of sequences are definitions of their own.
constexpr const char* dependencies =
    "SELECT d.classid || ' ' || d.objid || ' ' || d.objsubid, d.refclassid || ' ' || d.refobjid || ' ' ||"
    " d.refobjsubid, d.deptype::text FROM pg_depend d LEFT JOIN pg_class c ON d.classid ="
    " 'pg_class'::regclass AND c.oid = d.objid LEFT JOIN pg_class r ON d.refclassid = 'pg_class'::regclass"
    " AND r.oid = d.refobjid WHERE d.objid >= 16384 AND d.refobjid >= 16384 AND NOT (c.relkind = 'S' AND"
    " c.relkind IS NOT NULL AND d.deptype = 'a' AND r.oid IS NOT NULL) AND NOT (coalesce(c.relkind IN ('r',"
    " 'p', 'f') AND r.relkind IN ('r', 'p', 'f') AND d.objsubid = 0 AND d.refobjsubid = 0, false)) AND"
    " d.classid <> 'pg_publication_rel'::regclass UNION ALL SELECT 'pg_publication_rel'::regclass::oid || ' '"
    " || p.oid || ' 0', 'pg_publication'::regclass::oid || ' ' || p.prpubid || ' 0', 'i' FROM"
    " pg_publication_rel p UNION ALL SELECT d.classid || ' ' || d.objid || ' ' || d.objsubid, d.refclassid ||"
    " ' ' || d.refobjid || ' ' || d.refobjsubid, 'n' FROM pg_depend d WHERE d.classid ="
    " 'pg_publication_rel'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0";

// How much one that has no definition belongs to what it depends on. A partition's trigger depends on its
// table as well as on the trigger of the parent, which it is a copy of.
int closeness(char type) {
  return type == 'i' || type == 'e' ? 3 : type == 'P' ? 2 : 1;
}

std::string whole(const std::string& address) {
  const std::size_t end = address.rfind(' ');
  return end == std::string::npos ? std::string() : address.substr(0, end) + " 0";
}

}  // namespace

PostgresSchema PostgresSchema::read(ScratchDatabase& database, const PostgresNaming& naming) {
  PostgresSchema schema;
  schema.definitions_ = read_postgres_definitions(database, naming.own_tables);
  schema.columns_ = read_postgres_columns(database, naming.own_tables);
  for (const PostgresColumn& column : schema.columns_)
    if (!column.is_inherited)
      schema.definitions_.push_back(definition_of(column));
    else
      schema.holders_[column.address] = column.parent;
  schema.index();
  schema.read_needs(database);
  return schema;
}

void PostgresSchema::index() {
  for (Index i = 0; i < definitions_.size(); ++i) {
    by_name_[{definitions_[i].kind, definitions_[i].name}] = i;
    if (!definitions_[i].address.empty()) by_address_[definitions_[i].address] = i;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) column_by_path_[columns_[i].path()] = i;
  needs_.resize(definitions_.size());
  needed_by_.resize(definitions_.size());
}

void PostgresSchema::read_needs(ScratchDatabase& database) {
  const Rows rows = database.query(dependencies);
  std::unordered_map<std::string, int> known;
  for (const Row& row : rows) {
    const std::string from = text_of(row[0]);
    const char type = text_of(row[2]).front();
    if (by_address_.contains(from) || type == 'n' || type == 'x') continue;
    int& closest = known.try_emplace(from, holders_.contains(from) ? 1 : 0).first->second;
    if (closeness(type) > closest) holders_[from] = text_of(row[1]);
    closest = std::max(closest, closeness(type));
  }
  for (const Row& row : rows) {
    const char type = text_of(row[2]).front();
    add_need(at(text_of(row[0])), at(text_of(row[1])), type != 'n' && type != 'x');
  }
  for (Index i = 0; i < definitions_.size(); ++i) {
    if (!definitions_[i].parent.empty()) add_need(i, at(definitions_[i].parent), true);
    if (!definitions_[i].needs.empty()) add_need(i, at(definitions_[i].needs), false);
  }
}

void PostgresSchema::add_need(std::optional<Index> from, std::optional<Index> to, bool goes_along) {
  if (!from || !to || *from == *to) return;
  needs_[*from].push_back({*to, goes_along});
  needed_by_[*to].push_back({*from, goes_along});
}

std::optional<PostgresSchema::Index> PostgresSchema::find(const std::string& kind,
                                                          const std::string& name) const {
  const auto found = by_name_.find({kind, name});
  return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<PostgresSchema::Index> PostgresSchema::at(const std::string& address) const {
  std::string place = address;
  for (int step = 0; step < 8 && !place.empty(); ++step) {
    if (const auto found = by_address_.find(place); found != by_address_.end()) return found->second;
    auto holder = holders_.find(place);
    if (holder == holders_.end()) {
      place = whole(place);
      if (const auto found = by_address_.find(place); found != by_address_.end()) return found->second;
      holder = holders_.find(place);
    }
    if (holder == holders_.end()) return std::nullopt;
    place = holder->second;
  }
  return std::nullopt;
}

const PostgresColumn* PostgresSchema::column(Index i) const {
  return definitions_[i].is("column") ? column(definitions_[i].name) : nullptr;
}

const PostgresColumn* PostgresSchema::column(const std::string& path) const {
  const auto found = column_by_path_.find(path);
  return found == column_by_path_.end() ? nullptr : &columns_[found->second];
}

std::vector<const PostgresColumn*> PostgresSchema::columns_of(const std::string& table) const {
  std::vector<const PostgresColumn*> found;
  for (const PostgresColumn& column : columns_)
    if (column.table == table) found.push_back(&column);
  return found;
}

}  // namespace migrate::migc

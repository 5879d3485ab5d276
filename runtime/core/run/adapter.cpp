#include "migrate/adapter.h"

#include "core/text/concat.h"
#include "migrate/error.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

std::string adapter::Session::back_up(const std::string& /*path*/) {
  throw Error(
      ErrorKind::usage,
      "this connection cannot copy its database; nothing was changed. Make a backup before the run, and"
      " leave out Options::backup");
}

std::vector<Rows> adapter::Session::read_rows(std::span<const adapter::TableColumns> tables) {
  std::vector<Rows> all;
  for (const adapter::TableColumns& table : tables) {
    std::string sql = "SELECT ";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      sql += (i > 0 ? ", " : "") + std::string(table.columns[i]);
    core::append(sql, {" FROM ", qualified(table.table)});
    if (!table.condition.empty()) core::append(sql, {" WHERE ", table.condition});
    all.push_back(query(sql, {}));
  }
  return all;
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate

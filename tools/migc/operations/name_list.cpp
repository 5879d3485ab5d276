#include "migc/operations/name_list.h"

namespace migrate::migc {

std::string to_string(const ObjectName& name) {
  return name.schema.empty() ? name.name : name.schema + '.' + name.name;
}

SqlText same_sql(std::string text) {
  SqlText sql;
  sql.texts.fill(std::move(text));
  sql.one_for_all = true;
  return sql;
}

}  // namespace migrate::migc

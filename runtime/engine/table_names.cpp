#include "engine/table_names.h"

namespace migrate::core {

std::string history_table_name(std::string_view version_table) {
  constexpr std::string_view suffix = "_version";
  if (version_table.ends_with(suffix)) version_table.remove_suffix(suffix.size());
  return std::string(version_table) + "_history";
}

TableNames::TableNames(const adapter::Session& session, std::string_view version_table)
    : version(version_table),
      history(history_table_name(version_table)),
      version_sql(session.qualified(version)),
      history_sql(session.qualified(history)) {}

}  // namespace migrate::core

#include "migc/operations/told_statements.h"

#include <utility>

#include "migc/operations/joined_operations.h"
#include "migc/operations/statement_operation.h"
#include "migc/operations/table_operations.h"

namespace migrate::migc {

namespace {

std::optional<PortableTable> table_in(Dialect dialect, const std::string& create) {
  std::vector<Operation> read = statement_operations(dialect, create);
  if (read.empty()) return std::nullopt;
  return std::move(std::get<CreateTable>(read.front()).table);
}

std::vector<Operation> operations_of(Dialect dialect, const RebuiltTable& table) {
  const std::optional<PortableTable> before = table_in(dialect, table.before),
                                     after = table_in(dialect, table.after);
  if (!before || !after) return {};
  return table_operations(*before, *after, table.sources).value_or(std::vector<Operation>());
}

Execute executed(const std::vector<std::string>& statements) {
  if (statements.size() == 1) return {same_sql(statements.front())};
  std::string text;
  for (const std::string& statement : statements) text += (text.empty() ? "" : "\n") + statement + ';';
  return {same_sql(std::move(text))};
}

std::vector<Operation> operations_of(Dialect dialect, const StatementGroup& group) {
  std::vector<Operation> operations;
  if (!group.is_executed)
    operations = group.rebuild ? operations_of(dialect, *group.rebuild)
                               : statement_operations(dialect, group.statements.front());
  if (operations.empty()) operations.emplace_back(executed(group.statements));
  return operations;
}

}  // namespace

ToldStatements tell_statements(const std::vector<StatementsOfDialect>& dialects) {
  std::vector<OperationsOfDialect> told;
  for (std::size_t i = 0; i < dialects.size(); ++i) {
    told.push_back({dialects[i].dialect, {}});
    for (std::size_t group = 0; group < dialects[i].groups.size(); ++group)
      for (Operation& operation : operations_of(dialects[i].dialect, dialects[i].groups[group]))
        told.back().operations.push_back({std::move(operation), {i, group}});
  }
  return joined_operations(told);
}

}  // namespace migrate::migc

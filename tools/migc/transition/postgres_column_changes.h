#pragma once

// Changes a column that a PostgreSQL table keeps: its type, whether it takes NULL, its identity.

#include <optional>
#include <string>

#include "migc/transition/postgres_schema.h"
#include "migc/transition/transition_request.h"
#include "migc/transition/work_database.h"

namespace migrate::migc {

class PostgresColumnChanges {
 public:
  // All must outlive it.
  PostgresColumnChanges(const PostgresSchema& wanted, const PostgresNaming& naming,
                        const TransitionRequest& request, WorkDatabase& work)
      : wanted_(wanted), naming_(naming), request_(request), work_(work) {}

  // `has_new_type`: also where the type is called the same. Why the server refuses it; nothing when it is
  // done.
  std::optional<std::string> change(const PostgresColumn& now, const PostgresColumn& wanted,
                                    const std::string& default_now, bool has_new_type);
  std::optional<std::string> add(const PostgresColumn& wanted);

 private:
  std::optional<std::string> change_type(const PostgresColumn& now, const PostgresColumn& wanted,
                                         const std::string& default_now);
  std::optional<std::string> change_null(const PostgresColumn& now, const PostgresColumn& wanted);
  std::optional<std::string> replace_nulls(const PostgresColumn& column, const std::string& value);
  std::optional<std::string> change_identity(const PostgresColumn& now, const PostgresColumn& wanted);
  std::optional<std::string> continue_numbers(const PostgresColumn& wanted);
  // A foreign table's are another server's.
  bool has_rows(const PostgresColumn& column) const;
  // Whether the rows have one, or need none.
  bool find_value(const PostgresColumn& column, std::string& value);
  std::string alter(const PostgresColumn& column) const;
  [[nodiscard]] std::optional<std::string> run(const std::string& statement) {
    return work_.try_run(statement);
  }

  const PostgresSchema& wanted_;
  const PostgresNaming& naming_;
  const TransitionRequest& request_;
  WorkDatabase& work_;
};

}  // namespace migrate::migc

#pragma once

// A C++ step is a function that a revision calls between two statements:
//
//     -- migrate: call backfill_error_count
//
//     void inventory::steps::backfill_error_count(migrate::StepContext& context) {
//       for (const migrate::Row& row : context.query("SELECT id, log FROM runs"))
//         context.execute("UPDATE runs SET error_count = $1 WHERE id = $2", {count_errors(row[1]), row[0]});
//     }
//
// It runs inside the transaction of its revision; an exception that it throws rolls that transaction back. In
// a revision with `transaction: none` it runs outside of any, may begin and commit transactions itself, and
// must be able to go on where an interrupted run of it has stopped.

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <typeinfo>

#include "migrate/dialect.h"
#include "migrate/export.h"
#include "migrate/value.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

namespace adapter {
class Session;
}

class MIGRATE_API StepContext {
 public:
  StepContext(adapter::Session& session, std::string_view revision) noexcept
      : session_(&session), revision_(revision) {}

  Dialect dialect() const noexcept;
  // The id of the revision that calls the step.
  std::string_view revision() const noexcept { return revision_; }

  // Parameters are written $1, $2 and so on, on every engine, and appear first in this order. execute()
  // returns how many rows it changed. Both throw migrate::Error.
  std::int64_t execute(std::string_view sql, std::initializer_list<Value> parameters = {});
  std::int64_t execute(std::string_view sql, std::span<const Value> parameters);
  Rows query(std::string_view sql, std::initializer_list<Value> parameters = {});
  Rows query(std::string_view sql, std::span<const Value> parameters);

  // The driver's own handle on the same transaction: `context.native<SQLite::Database>()`. Throws
  // migrate::Error (`usage`) when the connection has no handle of this type. Only where the compiler has
  // RTTI: with -fno-rtti everything else here still compiles.
#if defined(__cpp_rtti) || defined(__GXX_RTTI) || defined(_CPPRTTI)
  template <typename Handle>
  Handle& native() const {
    return *static_cast<Handle*>(get_native(typeid(Handle)));
  }
#endif

 private:
  void* get_native(const std::type_info& type) const;

  adapter::Session* session_;
  std::string_view revision_;
};

using StepFunction = void (*)(StepContext&);

}  // namespace MIGRATE_FORMAT
}  // namespace migrate

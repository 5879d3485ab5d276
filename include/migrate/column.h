#pragma once

// A column, as the generated "NAME/schema.h" has it for each table. A program that names a column which is
// gone, or was never there, does not compile.
//
//     using inventory::schema::runs;
//     static_assert(std::is_same_v<decltype(runs::error_count)::type, std::int64_t>);
//     const std::string query = fmt::format("SELECT {} FROM {}", runs::error_count.name, runs::table_name);

#include <optional>
#include <string_view>
#include <type_traits>

#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

// `Type`: of its values.
template <typename Type, bool nullable>
struct Column {
  using type = Type;
  // What a variable for its values is.
  using value_type = std::conditional_t<nullable, std::optional<Type>, Type>;
  static constexpr bool is_nullable = nullable;

  std::string_view table;
  std::string_view name;
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate

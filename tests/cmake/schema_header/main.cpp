#include <cstdint>
#include <cstdio>
#include <type_traits>

#include "inventory/schema.h"

using inventory::schema::runs;

static_assert(std::is_same_v<decltype(runs::id)::type, std::int64_t>);
static_assert(!decltype(runs::id)::is_nullable);
static_assert(decltype(runs::error_count)::is_nullable);

int main() {
  std::printf("%s.%s\n", runs::table_name.data(), runs::error_count.name.data());
}

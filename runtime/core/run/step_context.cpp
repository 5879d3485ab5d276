#include "core/text/concat.h"
#include "migrate/adapter.h"
#include "migrate/error.h"
#include "migrate/step.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

Dialect StepContext::dialect() const noexcept {
  return session_->dialect();
}

std::int64_t StepContext::execute(std::string_view sql, std::initializer_list<Value> parameters) {
  return execute(sql, std::span(parameters.begin(), parameters.size()));
}

std::int64_t StepContext::execute(std::string_view sql, std::span<const Value> parameters) {
  return session_->execute(sql, parameters);
}

Rows StepContext::query(std::string_view sql, std::initializer_list<Value> parameters) {
  return query(sql, std::span(parameters.begin(), parameters.size()));
}

Rows StepContext::query(std::string_view sql, std::span<const Value> parameters) {
  return session_->query(sql, parameters);
}

void* StepContext::get_native(const std::type_info& type) const {
  if (void* handle = session_->native(type)) return handle;
  throw Error(ErrorKind::usage,
              core::concat({"the connection has no native handle of this type; its dialect is ",
                            to_string(dialect())}));
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate

#include "engine/shell.h"

namespace migrate::core {

std::unique_ptr<Shell> shell_for(Dialect dialect, const Settings& settings, const Options& options) {
  return dialect == Dialect::sqlite ? sqlite_shell(options) : postgres_shell(settings, options.role);
}

}  // namespace migrate::core

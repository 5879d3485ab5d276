#include "engine/shell.h"

namespace migrate::core {

std::unique_ptr<Shell> shell_for(Dialect dialect, const Settings& settings, const Options& options) {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_shell(options);
    case Dialect::postgres:
      return postgres_shell(settings, options.role);
  }
  return nullptr;
}

}  // namespace migrate::core

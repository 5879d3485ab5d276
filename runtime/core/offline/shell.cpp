#include "core/offline/shell.h"

#include "core/run/run.h"

namespace migrate::core {

std::unique_ptr<Shell> shell_for(const Chain& chain, Dialect dialect, const Options& options) {
  const Settings settings = chain_settings(chain, dialect, options);
  return dialect == Dialect::sqlite ? sqlite_shell(options) : postgres_shell(settings, options.role);
}

}  // namespace migrate::core

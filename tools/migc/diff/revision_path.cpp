#include "migc/diff/revision_path.h"

#include "engine/postgres/names.h"

namespace migrate::migc {

void with_revision_path(ScratchDatabase& database, Dialect dialect, const Settings& settings,
                        const std::function<void()>& work) {
  if (dialect != Dialect::postgres) return work();
  database.execute("SET search_path = " + core::postgres_names(settings).revision_path);
  work();
  database.execute("RESET search_path");
}

}  // namespace migrate::migc

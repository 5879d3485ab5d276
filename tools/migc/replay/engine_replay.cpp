#include "migc/replay/engine_replay.h"

#include "migc/replay/postgres_replay.h"
#include "migc/replay/sqlite_replay.h"

namespace migrate::migc {

std::unique_ptr<EngineReplay> begin_engine(Dialect dialect) {
  return resume_engine(Catalogue(dialect), {});
}

std::unique_ptr<EngineReplay> resume_engine(Catalogue catalogue, std::string_view bytes) {
  switch (catalogue.dialect()) {
    case Dialect::sqlite:
      return resume_sqlite(std::move(catalogue), bytes);
    case Dialect::postgres:
      return resume_postgres(std::move(catalogue), bytes);
  }
  return nullptr;
}

}  // namespace migrate::migc

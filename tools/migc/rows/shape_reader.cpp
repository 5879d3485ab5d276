#include "migc/rows/shape_reader.h"

#include <utility>

#include "migc/rows/postgres_shapes.h"
#include "migc/rows/sqlite_shapes.h"

namespace migrate::migc {

std::unique_ptr<ShapeReader> make_shape_reader(Dialect dialect, std::vector<std::string> own_tables) {
  switch (dialect) {
    case Dialect::sqlite:
      return std::make_unique<SqliteShapes>(std::move(own_tables));
    case Dialect::postgres:
      return std::make_unique<PostgresShapes>(std::move(own_tables));
  }
  return nullptr;
}

}  // namespace migrate::migc

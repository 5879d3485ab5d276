#pragma once

// The tables of a scratch database, and which of them may have other rows than before.

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "migc/rows/table_shape.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/dialect.h"

namespace migrate::migc {

using NameSet = std::set<std::string>;

class ShapeReader {
 public:
  virtual ~ShapeReader() = default;

  // All tables that can have rows, as they are now. Valid until the next call.
  [[nodiscard]] virtual const Tables& read(ScratchDatabase& database) = 0;
  // As they were then.
  [[nodiscard]] virtual const Tables& known() const = 0;
  // Those of the known tables that have been written since the last call. `words`: of all statements that
  // have run since then; what triggers and foreign keys did is found out.
  [[nodiscard]] virtual NameSet written(ScratchDatabase& database, const NameSet& words) = 0;
  // The words with which a statement names these tables.
  [[nodiscard]] virtual NameSet words_of(const NameSet& tables) const = 0;
  // The next call will be about another database.
  virtual void forget() = 0;
};

// `own_tables`: those of the library, which have no rows of a user.
[[nodiscard]] std::unique_ptr<ShapeReader> make_shape_reader(Dialect dialect,
                                                             std::vector<std::string> own_tables);

}  // namespace migrate::migc

#pragma once

// Makes up rows: two in every table where two can be found, in the first of which each column has a value,
// and in the second one those are NULL that may be.
//
//     RowMaker maker(dialect, find_free_number(dialect, texts));
//     maker.fill(database, reader.read(database), {"\"runs\""});
//     maker.reasons();   // {"\"runs\"": "CHECK constraint failed: …"}
//
// The values follow from the types, the checks and the rows of other tables; a value that the engine refuses
// is tried otherwise, up to a bound.

#include <cstdint>
#include <map>
#include <string>

#include "migc/rows/row_draft.h"
#include "migc/rows/shape_reader.h"
#include "migc/rows/table_shape.h"
#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

class RowMaker {
 public:
  // `number`: values are made of it and of those that follow it.
  RowMaker(Dialect dialect, std::int64_t number) : dialect_(dialect), number_(number) {}

  // Fills those of the `wanted` tables that have fewer than two rows, and those that were waiting for a
  // parent, and returns the tables into which it wrote: triggers may have written into others.
  NameSet fill(ScratchDatabase& database, const Tables& tables, const NameSet& wanted);

  // Why a table has fewer than two rows, by the table's name.
  [[nodiscard]] const std::map<std::string, std::string>& reasons() const noexcept { return reasons_; }

 private:
  Dialect dialect_;
  std::int64_t number_;
  std::map<std::string, std::string> reasons_;
  NameSet waiting_;  // for rows of a parent
};

}  // namespace migrate::migc

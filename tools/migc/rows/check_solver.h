#pragma once

// Finds values with which a row passes the checks of its table. The engine itself says of each expression
// whether a row passes it, before anything is inserted.

#include <cstdint>
#include <string>
#include <vector>

#include "migc/rows/row_draft.h"
#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

class CheckSolver {
 public:
  // All must outlive the solver.
  CheckSolver(ScratchDatabase& database, Dialect dialect, const TableShape& table);

  // Changes what has to be changed, where that is found within a bound. `number`: the draft's.
  void solve(RowDraft& draft, std::int64_t number);

 private:
  struct Check {
    std::string expression;
    std::vector<std::size_t> columns;
    bool passes = false;
  };

  bool solve_check(const Check& check, RowDraft& draft, std::int64_t number);
  bool fits(const Check& check, const RowDraft& draft);
  bool passes(const Check& check, const RowDraft& draft);
  std::vector<std::string> candidates(std::size_t column, const RowDraft& draft, std::int64_t number) const;

  ScratchDatabase& database_;
  Dialect dialect_;
  const TableShape& table_;
  std::vector<Check> checks_;
  int trials_left_ = 0;
};

}  // namespace migrate::migc

#pragma once

// The rows of the database that a proof works on: makes them up where they are missing, and tells what the
// runs of a revision have done to them.
//
//     RowWatch watch(chain, dialect, fixtures);
//     watch.settle(database, {}, MadeUp::yes);
//     ... the revision runs up and down ...
//     watch.differences(database, words, RowWatch::Schema::same);
//
// Only tables are read that the runs may have written.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "migc/rows/fixtures.h"
#include "migc/rows/row_maker.h"
#include "migc/rows/shape_reader.h"
#include "migc/rows/table_rows.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct TableWithoutRows {
  std::string table;
  std::string reason;
};

enum class MadeUp : bool { no, yes };

class RowWatch {
 public:
  RowWatch(const Chain& chain, Dialect dialect, const std::vector<Fixture>& fixtures);

  // Remembers the rows of a database that already has a chain's tables; `has`: and made-up rows.
  void begin(ScratchDatabase& database, MadeUp has);
  // The database has become another one: what is known of the rows is not theirs any more.
  void forget();
  // Remembers the rows as they are, after making some up where that is wanted. `words`: of all that has run
  // since the last call. Returns whether it has written rows.
  bool settle(ScratchDatabase& database, const NameSet& words, MadeUp made_up);
  // In what the rows differ from those that are remembered, after runs with these words. Then these are.
  // `schema`: whether the tables are the same as well.
  enum class Schema : bool { changed, same };
  [[nodiscard]] std::vector<std::string> differences(ScratchDatabase& database, const NameSet& words,
                                                     Schema schema);

  // Whether the database has rows that the proof made up.
  [[nodiscard]] bool has_made_up_rows() const noexcept { return has_made_up_rows_; }
  // The tables that have fewer than two rows; sorted.
  [[nodiscard]] std::vector<TableWithoutRows> tables_without_rows() const;

 private:
  NameSet written(ScratchDatabase& database, const NameSet& words);
  NameSet tables_to_read(const Tables& tables, NameSet written) const;

  Dialect dialect_;
  std::unique_ptr<ShapeReader> reader_;
  RowMaker maker_;
  std::map<std::string, TableRows> remembered_;  // by the table's name
  bool has_made_up_rows_ = false;
  bool is_filled_ = false;  // whether each table has had its chance to get rows
};

// The number with which made-up values begin: neither the chain nor the fixtures have it, nor those that
// follow.
[[nodiscard]] std::int64_t made_up_number(const Chain& chain, Dialect dialect,
                                          const std::vector<Fixture>& fixtures);

// The words of all that a proof runs of a revision: both directions, and the fixture.
[[nodiscard]] NameSet words_of_runs(const Revision& revision, Dialect dialect,
                                    const std::vector<Fixture>& fixtures);

}  // namespace migrate::migc

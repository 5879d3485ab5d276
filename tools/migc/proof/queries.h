#pragma once

// Whether a schema answers what programs ask.
//
// The queries of this release must prepare on the schema at the head. Those of a released head must prepare
// after each revision that follows it, as long as all of these are `compatible: true`: an older program runs
// until the first one that is not.
//
//     QueryLists lists = read_query_lists(folder, Dialect::sqlite, diagnostics);
//     QueryWatch watch(chain, Dialect::sqlite, &lists);
//     watch.before(i, database);         // the upgrade of a revision
//     ...
//     watch.after(i, database, findings);

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/chain/revision_set.h"
#include "migc/catalogue/difference.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/proof/proof.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct Query {
  const SourceFile* file;
  std::size_t offset;  // where it begins in the file
  std::string text;

  [[nodiscard]] std::size_t line() const { return file->position(offset).line; }
};

struct QueryLists {
  std::vector<Query> current = {};                                        // of this release
  std::vector<std::pair<std::string, std::vector<Query>>> released = {};  // by the id of the head
};

// The queries that a dialect has, cut into statements. Must not outlive the folder.
[[nodiscard]] QueryLists read_query_lists(const Folder& folder, Dialect dialect, Diagnostics& diagnostics);

// Why the database does not prepare a query, in its own words; nothing where it does. `settings`: of the
// chain, which say in which schemas a name without one is looked up.
[[nodiscard]] std::optional<std::string> find_query_error(ScratchDatabase& database, Dialect dialect,
                                                          const Settings& settings, const Query& query);

class QueryWatch {
 public:
  // All must outlive it. nullptr: nothing is watched.
  QueryWatch(const Chain& chain, Dialect dialect, const QueryLists* lists);

  void before(RevisionIndex i, ScratchDatabase& database);
  // What the revision breaks; of a compatible one that no query is known for, a note of what it drops or
  // renames that a query can name. REQUIRES: before(i).
  void after(RevisionIndex i, ScratchDatabase& database, std::vector<Finding>& findings);
  // The queries of this release, when all revisions have run. Findings count as those of the last one.
  void at_head(ScratchDatabase& database, std::vector<Finding>& findings) const;

 private:
  struct Release {
    core::RevisionSet ancestors;    // and the head
    core::RevisionSet descendants;  // and the head
    RevisionIndex end;              // the first revision after which its program may fail
    const std::vector<Query>* queries;
  };

  void add_release(const std::string& head, const std::vector<Query>& queries);
  bool is_supported(const Release& release, RevisionIndex i) const;
  bool is_watched(RevisionIndex i) const { return lists_ != nullptr && chain_[i].is_compatible(); }
  [[nodiscard]] std::vector<Difference> lost_since(const SchemaCatalogue& before,
                                                   ScratchDatabase& database) const;

  const Chain& chain_;
  Dialect dialect_;
  const QueryLists* lists_;
  std::vector<Release> releases_;
  std::vector<const Query*> prepared_;  // before the revision
  bool has_queries_ = false;            // for the revision
  SchemaCatalogue schema_;              // before the revision, where there are no queries for it
};

}  // namespace migrate::migc

#include "migc/transition/postgres_transition.h"

#include <algorithm>
#include <utility>

#include "engine/names.h"
#include "engine/postgres/names.h"
#include "migc/scratch/library_tables.h"
#include "migc/transition/postgres_column_changes.h"
#include "migc/transition/postgres_creations.h"
#include "migc/transition/postgres_drops.h"
#include "migc/transition/postgres_plan.h"
#include "migc/transition/postgres_renames.h"
#include "migc/transition/postgres_run.h"
#include "migc/transition/postgres_schema.h"
#include "migc/transition/work_database.h"

namespace migrate::migc {

namespace {

// The server says what a statement has brought along only when it has run, so what is left is planned again.
constexpr int most_rounds = 8;

class PostgresTransition {
 public:
  PostgresTransition(const SchemaCatalogue& catalogue, const PostgresSchema& wanted,
                     const PostgresNaming& naming, const TransitionRequest& request,
                     ScratchDatabase& database)
      : wanted_(wanted),
        naming_(naming),
        request_(request),
        work_(catalogue, database),
        run_(work_, request),
        columns_(wanted, naming, request, work_) {}

  Transition run_all() {
    work_.database().execute("SET search_path = " + naming_.path);
    rename_matched(request_, naming_, work_);
    read();
    if (!work_.is_refused() && rename_alike(now_, wanted_, work_)) read();
    for (int round = 0; round < most_rounds && run_.is_open(); ++round) {
      run_.begin_round();
      run_round(round == 0);
      if (!run_.has_run() && round > 0) break;
      if (!run_.has_run()) continue;
      if (is_done()) break;
      read();
      if (rename_alike(now_, wanted_, work_)) read();
    }
    run_.refuse_what_failed();
    work_.database().execute("RESET search_path");
    return work_.take();
  }

 private:
  void read() { now_ = PostgresSchema::read(work_.database(), naming_); }

  void run_round(bool is_first) {
    const PostgresPlan plan = plan_between(
        now_, wanted_,
        {.is_first = is_first, .is_atomic = request_.is_atomic, .to_recreate = run_.to_recreate()});
    PostgresDrops drops(now_, wanted_, plan, run_);
    if (!drops.may_drop(request_, naming_)) return;
    drops.tell_losses();
    drops.drop_first();
    drops.rename_replaced_types();
    PostgresCreations creations(now_, wanted_, plan, run_, columns_);
    creations.create();
    if (!is_first) creations.change_inherited_columns();
    drops.drop_last();
  }

  // Of a round in which nothing failed, the catalogue shows that as well as all definitions would, and costs
  // less.
  bool is_done() {
    return run_.is_open() && !run_.has_failures() && run_.to_recreate().empty() &&
           std::ranges::all_of(work_.differences(), is_note);
  }

  const PostgresSchema& wanted_;
  const PostgresNaming& naming_;
  const TransitionRequest& request_;
  WorkDatabase work_;
  PostgresRun run_;
  PostgresColumnChanges columns_;
  PostgresSchema now_;
};

class PostgresWantedSchema final : public WantedSchema {
 public:
  explicit PostgresWantedSchema(const Settings& settings)
      : naming_{std::string(core::schema_of_revisions(Dialect::postgres, settings)),
                core::postgres_names(settings).revision_path, library_tables(settings.version_table)} {}

  Transition reach(ScratchDatabase& work, const TransitionRequest& request) override {
    return PostgresTransition(schema(), wanted_, naming_, request, work).run_all();
  }

 private:
  void read_definitions(ScratchDatabase& wanted) override {
    wanted.execute("SET search_path = " + naming_.path);
    wanted_ = PostgresSchema::read(wanted, naming_);
    wanted.execute("RESET search_path");
  }

  PostgresNaming naming_;
  PostgresSchema wanted_;
};

}  // namespace

std::unique_ptr<WantedSchema> make_postgres_wanted_schema(const Settings& settings) {
  return std::make_unique<PostgresWantedSchema>(settings);
}

}  // namespace migrate::migc

#pragma once

// The vocabulary of tests that lead one SQLite schema to another one: the two schemas, and the text that
// comes out.

#include <string>

#include "migc/scratch/sqlite_scratch.h"
#include "migc/transition/transition.h"
#include "migc/transition/transition_text.h"
#include "migrate/chain.h"

namespace migrate::testing {

class SqlitePair {
 public:
  SqlitePair(const std::string& from, const std::string& to) {
    from_->execute(from);
    to_->execute(to);
  }

  migc::Transition reach(migc::TransitionRequest request = {}) {
    request.on_loss = migc::OnLoss::list;
    const std::unique_ptr<migc::WantedSchema> wanted = migc::make_wanted_schema(Dialect::sqlite, settings_);
    wanted->remember(*to_);
    return wanted->reach(*from_, request);
  }

  std::string text(migc::TransitionRequest request = {}) { return text_of(reach(std::move(request))); }

  // The one that was changed.
  migc::ScratchDatabase& database() { return *from_; }

 private:
  Settings settings_;
  migc::SqliteScratch engine_{{"migrate_version", "migrate_history"}, true};
  std::unique_ptr<migc::ScratchDatabase> from_ = engine_.make_database();
  std::unique_ptr<migc::ScratchDatabase> to_ = engine_.make_database();
};

}  // namespace migrate::testing

#pragma once

// The vocabulary of tests that lead one PostgreSQL schema to another one: the two schemas, and the text that
// comes out. All databases are on the server of the tests.

#include <memory>
#include <string>
#include <utility>

#include "migc/scratch/library_tables.h"
#include "migc/scratch/postgres_scratch.h"
#include "migc/scratch/shared_postgres_places.h"
#include "migc/transition/transition.h"
#include "migc/transition/transition_text.h"
#include "migrate/chain.h"
#include "support/postgres_server.h"

namespace migrate::testing {

class PostgresPair {
 public:
  PostgresPair(const std::string& from, const std::string& to) {
    if (!from.empty()) from_->execute(from);
    if (!to.empty()) to_->execute(to);
  }

  migc::Transition reach(migc::TransitionRequest request = {}) {
    request.on_loss = migc::OnLoss::list;
    const std::unique_ptr<migc::WantedSchema> wanted =
        migc::make_wanted_schema(Dialect::postgres, settings());
    wanted->remember(*to_);
    return wanted->reach(*from_, request);
  }

  std::string text(migc::TransitionRequest request = {}) { return text_of(reach(std::move(request))); }

  // The one that was changed.
  migc::ScratchDatabase& database() { return *from_; }
  migc::ScratchDatabase& wanted() { return *to_; }

  static const Settings& settings() {
    static const Settings usual;
    return usual;
  }

 private:
  static migc::PostgresScratch& engine() {
    static migc::PostgresScratch shared(
        std::make_unique<migc::SharedPostgresPlaces>(postgres_server().create_database()), {"public"},
        migc::PostgresCatalogueReader(migc::library_tables(settings().version_table), "public"));
    return shared;
  }

  std::unique_ptr<migc::ScratchDatabase> from_ = engine().make_database();
  std::unique_ptr<migc::ScratchDatabase> to_ = engine().make_database();
};

}  // namespace migrate::testing

#include "migc/proof/main_database.h"

#include <algorithm>

namespace migrate::migc {

namespace {

bool has_trigger(const SchemaCatalogue& schema) {
  return std::ranges::any_of(schema.entries, [](const auto& entry) {
    return std::ranges::find(*entry.second, ObjectKind::trigger, &CatalogueObject::kind) !=
           entry.second->end();
  });
}

}  // namespace

RevisionIndex MainDatabase::restore(ProofMemory& memory, RevisionIndex most) {
  ChainPlace place = memory.restore(database_, ProofTrack::main, most);
  schema_.reset();
  rows_ = std::move(place.rows);
  return place.size;
}

void MainDatabase::run(Runner& runner, const Plan& plan) {
  schema_.reset();
  runner.run(*database_, plan);
  database_->end_session();
  rows_ = plan.rows_after;
}

void MainDatabase::become(ScratchDatabase& other, const std::vector<std::string>& version_rows) {
  database_->become(other);
  schema_.reset();
  rows_ = version_rows;
}

const SchemaCatalogue& MainDatabase::schema() {
  if (!schema_) schema_ = database_->read_schema();
  return *schema_;
}

void MainDatabase::rows_were_written() {
  if (schema_ && has_trigger(*schema_)) schema_.reset();
}

ScratchDatabase& MainDatabase::scratch_to_change() {
  schema_.reset();
  return *database_;
}

}  // namespace migrate::migc

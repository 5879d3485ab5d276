#include "migc/proof/main_database.h"

namespace migrate::migc {

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

ScratchDatabase& MainDatabase::scratch_to_change() {
  schema_.reset();
  return *database_;
}

}  // namespace migrate::migc

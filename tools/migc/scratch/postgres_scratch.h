#pragma once

// Scratch databases of PostgreSQL.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "migc/catalogue/postgres_catalogue.h"
#include "migc/scratch/postgres_place.h"
#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

class PostgresScratch final : public ScratchEngine {
 public:
  // `schemas`: those that a database has before the first revision.
  PostgresScratch(std::unique_ptr<PostgresPlaces> places, std::vector<std::string> schemas,
                  PostgresCatalogueReader reader);

  [[nodiscard]] Dialect dialect() const noexcept override { return Dialect::postgres; }
  [[nodiscard]] std::string version() const override { return places_->version(); }
  [[nodiscard]] std::string identity() const override { return places_->identity(); }
  [[nodiscard]] std::string data_folder() const override { return places_->data_folder(); }
  [[nodiscard]] bool is_of_revision(const Error& error) const override;
  [[nodiscard]] std::optional<EngineLack> find_lack(const Error& error) override;
  // Must not outlive the engine.
  [[nodiscard]] std::unique_ptr<ScratchDatabase> make_database() override;

  std::string keep(const std::string& name, ScratchDatabase& database) override;
  [[nodiscard]] std::unique_ptr<ScratchDatabase> restore(const std::string& name,
                                                         const std::string& seal) override;
  void drop_all_but(const std::vector<std::string>& names) override { places_->drop_all_but(names); }

 private:
  std::unique_ptr<PostgresPlaces> places_;
  std::vector<std::string> schemas_;
  PostgresCatalogueReader reader_;
};

}  // namespace migrate::migc

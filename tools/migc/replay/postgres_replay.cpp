#include "migc/replay/postgres_replay.h"

#include "migc/operations/render_postgres.h"

namespace migrate::migc {

namespace {

class NoTrial final : public ReplayTrial {
 public:
  void keep() override {}
  void undo() noexcept override {}
};

class PostgresReplay final : public EngineReplay {
 public:
  using EngineReplay::EngineReplay;

  std::optional<std::string> run(const std::string&) override { return std::nullopt; }
  std::unique_ptr<OperationWriter> begin_script(const Catalogue& catalogue, Mistakes&) override {
    return std::make_unique<PostgresWriter>(catalogue);
  }
  std::unique_ptr<ReplayTrial> begin_trial() override { return std::make_unique<NoTrial>(); }
  std::string outline(const std::string&) const override { return {}; }
  std::optional<std::string> serialize() const override { return std::string(); }
};

}  // namespace

std::unique_ptr<EngineReplay> resume_postgres(Catalogue catalogue, std::string_view bytes) {
  if (!bytes.empty()) return nullptr;
  return std::make_unique<PostgresReplay>(std::move(catalogue));
}

}  // namespace migrate::migc

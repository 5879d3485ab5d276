#include "migc/replay/sqlite_replay.h"

#include "migc/engine/sqlite/schema.h"
#include "migc/operations/render_sqlite.h"

namespace migrate::migc {

namespace {

class SqliteTrial final : public ReplayTrial {
 public:
  explicit SqliteTrial(const SqliteSchema& schema) : trial_(schema) {}

  void keep() override { trial_.keep(); }
  void undo() noexcept override { trial_.undo(); }

 private:
  SchemaTrial trial_;
};

class SqliteReplay final : public EngineReplay {
 public:
  SqliteReplay(Catalogue catalogue, SqliteSchema schema)
      : EngineReplay(std::move(catalogue)), schema_(std::move(schema)) {}

  std::optional<std::string> run(const std::string& statement) override {
    const std::optional<EngineError> error = schema_.run(statement);
    return error ? std::optional(error->message) : std::nullopt;
  }
  std::unique_ptr<OperationWriter> begin_script(const Catalogue&, Mistakes& mistakes) override {
    return std::make_unique<SqliteWriter>(schema_, mistakes);
  }
  std::unique_ptr<ReplayTrial> begin_trial() override { return std::make_unique<SqliteTrial>(schema_); }
  std::string outline(const std::string& table) const override { return schema_.outline(table); }
  std::optional<std::string> serialize() const override { return schema_.serialize(); }

 private:
  SqliteSchema schema_;
};

}  // namespace

std::unique_ptr<EngineReplay> resume_sqlite(Catalogue catalogue, std::string_view bytes) {
  std::optional<SqliteSchema> schema = SqliteSchema::deserialize(bytes);
  if (!schema) return nullptr;
  return std::make_unique<SqliteReplay>(std::move(catalogue), std::move(*schema));
}

}  // namespace migrate::migc

#include "engine/postgres/names.h"
#include "migc/catalogue/postgres_catalogue.h"
#include "migc/catalogue/postgres_questions.h"
#include "migc/diff/live_database.h"
#include "migc/scratch/library_tables.h"
#include "postgres/values.h"

namespace migrate::migc {

namespace {

class PostgresLiveDatabase final : public SchemaDatabase {
 public:
  PostgresLiveDatabase(const std::string& url, const Settings& settings)
      : reader_(library_tables(settings.version_table), core::postgres_names(settings).version_schema),
        questions_(url, PostgresQuestions::Plans::dropped) {}

  SchemaCatalogue read_schema() override { return reader_.read(questions_); }

  Rows query(const std::string& statement) override {
    return postgres::rows_of(questions_.server().exec(statement));
  }

 private:
  PostgresCatalogueReader reader_;
  PostgresQuestions questions_;
};

}  // namespace

std::unique_ptr<SchemaDatabase> open_postgres_database(const std::string& location,
                                                       const Settings& settings) {
  return std::make_unique<PostgresLiveDatabase>(location, settings);
}

}  // namespace migrate::migc

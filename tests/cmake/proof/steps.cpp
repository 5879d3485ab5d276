#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>
#include <migrate/step.h>
#include <sqlite3.h>

#include <cstdlib>
#include <stdexcept>

#ifndef NAMESPACE
#define NAMESPACE program
#endif

void double_value(sqlite3_context* context, int, sqlite3_value** values) {
  sqlite3_result_int64(context, 2 * sqlite3_value_int64(values[0]));
}

namespace NAMESPACE {

void prepare(SQLite::Database& database) {
  database.createFunction("doubled", 1, true, nullptr, double_value);
}

namespace steps {

void fill(migrate::StepContext& context) {
  context.execute("UPDATE runs SET length = id * 2");
}

void fill_more(migrate::StepContext& context) {
  context.execute("UPDATE runs SET length = 7 WHERE id = 1");
}

void drop_runs(migrate::StepContext& context) {
  context.execute("DROP TABLE runs");
}

void refuse(migrate::StepContext&) {
  throw std::runtime_error("run 1 has no length");
}

void crash(migrate::StepContext&) {
  std::abort();
}

}  // namespace steps
}  // namespace NAMESPACE

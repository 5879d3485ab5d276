// A version table that a program changes without taking our lock, as Alembic does.

#include <functional>

#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

// Does something once, when the first step of a run is done and not yet recorded.
class Meanwhile : public Observer {
 public:
  explicit Meanwhile(std::function<void()> work) : work_(std::move(work)) {}
  void after_step(const StepEvent&, StepContext&) override {
    if (const auto work = std::exchange(work_, nullptr)) work();
  }

 private:
  std::function<void()> work_;
};

class PostgresSharedTable : public Postgres {
 protected:
  PostgresSharedTable() {
    database_.prefix = "alembic";
    database_.create_version_table();
    database_.add_version_row("a");
  }
  void alembic_moves_to(const std::string& row) {
    database_.run("UPDATE alembic_version SET version_num = '" + row + "'");
  }

  const ScriptedChain chain_{{creates("a"), creates("b", {"a"}), creates("c", {"b"})}, {}, "alembic_version"};
};

TEST_F(PostgresSharedTable, AnIdThatAlembicsTableCannotHoldIsRefusedFirst) {
  const std::string id(39, 'x');
  const ScriptedChain chain({creates("a"), creates("b", {"a"}), creates(id, {"b"})}, {}, "alembic_version");
  const Error error = error_of([&] { upgrade(connection_, chain, {.transaction = TransactionMode::each}); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(), HasSubstr("has 39 characters, and the version table holds ids of 32"));
  EXPECT_FALSE(database_.has_table("b"));
}

TEST_F(PostgresSharedTable, ARunWhoseStepAlembicHasDoneLooksAgain) {
  Meanwhile alembic([&] { alembic_moves_to("b"); });
  const Report report = upgrade(connection_, chain_, "b", {.observer = &alembic});
  EXPECT_FALSE(report.changed());
  EXPECT_THAT(report.rows_after, ElementsAre("b"));
  EXPECT_FALSE(database_.has_table("alembic_history"));
}

TEST_F(PostgresSharedTable, ARunThatAlembicOvertookGoesOnFromThere) {
  Meanwhile alembic([&] { alembic_moves_to("b"); });
  up(chain_, {.observer = &alembic});
  EXPECT_THAT(database_.history(), ElementsAre("adopt b done", "upgrade c done"));
  EXPECT_FALSE(database_.has_table("b"));
}

}  // namespace
}  // namespace migrate::testing

#include "migc/scratch/postgres_scratch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <variant>

#include "migc/catalogue/difference.h"
#include "migc/scratch/separate_postgres_places.h"
#include "migc/scratch/shared_postgres_places.h"
#include "migrate/error.h"
#include "postgres/server.h"
#include "support/postgres_server.h"
#include "support/temporary_folder.h"

namespace migrate::migc {
namespace {

class PostgresScratchTest : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::permissions(parent_.path(), std::filesystem::perms(0755)); }

  std::unique_ptr<PostgresCluster> cluster() const {
    return std::make_unique<PostgresCluster>(std::vector{parent_.file("cluster")}, TellLine());
  }
  static PostgresScratch scratch(std::unique_ptr<PostgresPlaces> places) {
    return PostgresScratch(std::move(places), {"app"}, PostgresCatalogueReader());
  }
  PostgresScratch shared() const { return scratch(std::make_unique<SharedPostgresPlaces>(cluster())); }
  PostgresScratch separate() const { return scratch(std::make_unique<SeparatePostgresPlaces>(cluster())); }

  static std::int64_t number(ScratchDatabase& database, const std::string& query) {
    return std::get<std::int64_t>(database.query(query).at(0).at(0));
  }

  // What every kind of place does.
  static void copies(PostgresScratch&& engine) {
    const std::unique_ptr<ScratchDatabase> first = engine.make_database();
    const std::unique_ptr<ScratchDatabase> second = engine.make_database();
    first->execute("CREATE TABLE app.t (id int); INSERT INTO app.t VALUES (7)");
    second->execute("CREATE TABLE app.other (id int)");
    second->become(*first);
    EXPECT_EQ(number(*second, "SELECT id FROM app.t"), 7);
    EXPECT_TRUE(differences(first->read_schema(), second->read_schema()).empty());
    second->execute("DROP TABLE app.t");
    EXPECT_EQ(number(*first, "SELECT id FROM app.t"), 7);
    EXPECT_FALSE(differences(first->read_schema(), second->read_schema()).empty());
  }

  testing::TemporaryFolder parent_;
};

TEST_F(PostgresScratchTest, ADatabaseBecomesAnother) {
  copies(shared());
}

TEST_F(PostgresScratchTest, ADatabaseWithItsOwnServerBecomesAnother) {
  copies(separate());
}

TEST_F(PostgresScratchTest, AKeptDatabaseOutlivesTheServer) {
  std::string seal;
  {
    PostgresScratch engine = shared();
    const std::unique_ptr<ScratchDatabase> database = engine.make_database();
    database->execute("CREATE TABLE app.t (id int); INSERT INTO app.t VALUES (7)");
    seal = engine.keep("a1", *database);
    database->execute("DROP TABLE app.t");
    engine.keep("b2", *database);
  }
  PostgresScratch engine = shared();
  EXPECT_EQ(engine.restore("a1", "another seal"), nullptr);
  EXPECT_EQ(engine.restore("c3", seal), nullptr);
  const std::unique_ptr<ScratchDatabase> restored = engine.restore("a1", seal);
  ASSERT_NE(restored, nullptr);
  EXPECT_EQ(number(*restored, "SELECT id FROM app.t"), 7);
  restored->execute("DROP TABLE app.t");
  EXPECT_EQ(number(*engine.restore("a1", seal), "SELECT id FROM app.t"), 7);

  engine.drop_all_but({"b2"});
  EXPECT_EQ(engine.restore("a1", seal), nullptr);
  EXPECT_EQ(number(*restored, "SELECT count(*) FROM pg_database WHERE datname LIKE 'migrate\\_kept\\_%'"), 1);
}

TEST_F(PostgresScratchTest, DatabasesWithTheirOwnServersShareNoRoles) {
  PostgresScratch engine = separate();
  const std::unique_ptr<ScratchDatabase> first = engine.make_database();
  const std::unique_ptr<ScratchDatabase> second = engine.make_database();
  first->execute("CREATE ROLE owner; ALTER SCHEMA app OWNER TO owner");
  second->execute("CREATE ROLE owner");
  first->become(*second);
  EXPECT_EQ(number(*first, "SELECT count(*) FROM pg_roles WHERE rolname = 'owner'"), 1);
}

TEST_F(PostgresScratchTest, NothingIsLeftOfDatabasesWithTheirOwnServers) {
  {
    PostgresScratch engine = separate();
    const std::unique_ptr<ScratchDatabase> database = engine.make_database();
    database->execute("CREATE ROLE owner");
  }
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(parent_.file("cluster")))
    left.push_back(entry.path().filename().string());
  std::ranges::sort(left);
  EXPECT_EQ(left, (std::vector<std::string>{"data", "data.log"}));
  EXPECT_FALSE(cluster()->is_new());
}

TEST_F(PostgresScratchTest, AnErrorHasTheDatabasesWords) {
  PostgresScratch engine = shared();
  const std::unique_ptr<ScratchDatabase> database = engine.make_database();
  try {
    database->execute("CREATE TABEL t (id int)");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::failed);
    EXPECT_EQ(error.context().database_message, "syntax error at or near \"TABEL\"");
  }
  EXPECT_EQ(number(*database, "SELECT 1"), 1);
}

TEST_F(PostgresScratchTest, ASessionEndsWithItsTemporaryTables) {
  PostgresScratch engine = shared();
  const std::unique_ptr<ScratchDatabase> database = engine.make_database();
  database->execute("CREATE TEMP TABLE t (id int)");
  database->end_session();
  EXPECT_EQ(number(*database, "SELECT count(*) FROM pg_class WHERE relname = 't'"), 0);
}

TEST_F(PostgresScratchTest, RolesAreMadeForTheProofOnly) {
  auto made = cluster();
  made->make_roles({"app", "Some One"});
  {
    PostgresScratch engine = scratch(std::make_unique<SharedPostgresPlaces>(std::move(made)));
    engine.make_database()->execute("CREATE TABLE t (id int); GRANT SELECT ON t TO app, \"Some One\"");
  }
  const auto next = cluster();
  EXPECT_FALSE(next->is_new());
  postgres::Server server(next->url(), nullptr);
  EXPECT_EQ(server.exec("SELECT rolname FROM pg_roles WHERE oid >= 16384").size(), 0U);
}

TEST_F(PostgresScratchTest, OnAServerOfOthersOnlyItsOwnDatabasesAreTouched) {
  testing::PostgresServer& others = testing::postgres_server();
  const std::string url = others.create_database();
  others.run("postgres", "CREATE DATABASE migrate_proof_of_concept");
  others.run("postgres", "CREATE DATABASE migrate_proof_1_1_1");
  const std::string names =
      "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE datname LIKE 'migrate%'";
  postgres::Server server(url, nullptr);
  {
    PostgresScratch engine = scratch(std::make_unique<SharedPostgresPlaces>(url));
    const std::unique_ptr<ScratchDatabase> database = engine.make_database();
    EXPECT_EQ(server.exec("SELECT FROM pg_database WHERE datname ~ '^migrate_proof_[0-9]+_[0-9]+_1$'").size(),
              1U);
  }
  EXPECT_EQ(server.exec(names)[0][0].as<std::string>(), "migrate_proof_of_concept");
  others.run("postgres", "DROP DATABASE migrate_proof_of_concept");
}

}  // namespace
}  // namespace migrate::migc

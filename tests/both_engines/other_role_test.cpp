// What migc says on a PostgreSQL database whose tables belong to another role, and that it does what it says.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "migc/run_program.h"
#include "support/postgres_server.h"

namespace migrate::testing {
namespace {

using ::testing::HasSubstr;

class MigcOfAnotherRole : public ::testing::Test {
 protected:
  MigcOfAnotherRole() {
    server_.run(database_, "CREATE ROLE " + owner_ + " LOGIN; GRANT ALL ON SCHEMA public TO " + owner_);
    folder_.write("m/migrate.yaml", "dialects: postgres\n");
    revision("a", "none");
    EXPECT_EQ(migc("upgrade head --quiet", owner_).code, 0);
    revision("b", "a");
  }

  void revision(const std::string& id, const std::string& parent) {
    folder_.write("m/versions/" + id + ".sql", "-- revision: " + id + "\n-- down_revision: " + parent +
                                                   "\n\n-- migrate: upgrade\nCREATE TABLE " + id +
                                                   " (id INTEGER);\n\n-- migrate: downgrade\nDROP TABLE " +
                                                   id + ";\n");
  }
  Outcome migc(const std::string& arguments, const std::string& user = "postgres") {
    return run_in(folder_, "export MIGRATE_VERIFY_POSTGRES=off DATABASE_URL='" +
                               server_.url(database_, user) + "'; " MIGRATE_MIGC " --dir m " + arguments);
  }

  PostgresServer& server_ = postgres_server();
  const std::string url_ = server_.create_database();
  const std::string database_ = url_.substr(url_.rfind('/') + 1);
  const std::string owner_ = "owner_" + database_;
  TemporaryFolder folder_;
};

TEST_F(MigcOfAnotherRole, IsReadAndNotWritten) {
  EXPECT_EQ(migc("current --quiet"), (Outcome{0, "a\n", ""}));
  EXPECT_EQ(migc("plan upgrade head --url $DATABASE_URL").code, 0);
  EXPECT_EQ(migc("check --url $DATABASE_URL"),
            (Outcome{1,
                     "m: 2 revisions, head b; the chain is valid\npostgres: not proven\n"
                     "database: not at head, but at a; the digests in its history match the chain for 1 "
                     "applied revision; its tables were not compared: verify_postgres is off\n",
                     ""}));
  EXPECT_EQ(migc("history --applied --url $DATABASE_URL").code, 0);
  const Outcome refused = migc("upgrade head");
  EXPECT_EQ(refused.code, 5);
  EXPECT_THAT(refused.err,
              HasSubstr("error: \"migrate_version\" belongs to the role \"" + owner_ +
                        "\", which is not granted to \"postgres\"; nothing was changed. If you trust"
                        " that role, run the command with --role " +
                        owner_ + "\n"));
}

TEST_F(MigcOfAnotherRole, IsWrittenWithTheOptionThatTheMessageNames) {
  EXPECT_EQ(migc("upgrade head --quiet --role " + owner_), (Outcome{0, "", ""}));
  EXPECT_EQ(migc("current --quiet --role " + owner_), (Outcome{0, "b (head)\n", ""}));
}

TEST_F(MigcOfAnotherRole, MayNotExist) {
  const Outcome refused = migc("upgrade head --role nosuch");
  EXPECT_EQ(refused.code, 7);
  EXPECT_THAT(refused.err, HasSubstr("error: the role \"nosuch\" does not exist; nothing was changed. Correct"
                                     " --role, or create the role with CREATE ROLE\n"));
}

}  // namespace
}  // namespace migrate::testing

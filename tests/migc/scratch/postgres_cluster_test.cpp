#include "migc/scratch/postgres_cluster.h"

#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "migrate/error.h"
#include "postgres/server.h"
#include "postgres/values.h"
#include "support/temporary_folder.h"

namespace migrate::migc {
namespace {

namespace fs = std::filesystem;

class PostgresClusterTest : public ::testing::Test {
 protected:
  // The server's user, who may not be this process's, has to reach it.
  void SetUp() override { fs::permissions(parent_.path(), fs::perms(0755)); }

  std::string folder() const { return parent_.file("cluster"); }
  PostgresCluster start() {
    return PostgresCluster({folder()}, [this](const std::string& line) { told_ += line + '\n'; });
  }

  static std::string ask(const PostgresCluster& cluster, const std::string& sql) {
    postgres::Server server(cluster.url(), nullptr);
    const Rows rows = postgres::rows_of(server.exec(sql));
    return rows.empty() ? "" : postgres::text_of(rows[0][0]);
  }

  testing::TemporaryFolder parent_;
  std::string told_;
};

constexpr const char* user_made =
    "SELECT concat((SELECT string_agg(datname, ' ') FROM pg_database WHERE datname NOT IN"
    " ('postgres', 'template0', 'template1')), (SELECT string_agg(rolname, ' ') FROM pg_roles WHERE oid >="
    " 16384), (SELECT string_agg(setconfig::text, ' ') FROM pg_db_role_setting), "
    "current_setting('work_mem'))";

TEST_F(PostgresClusterTest, IsKeptAndStartedAgain) {
  {
    PostgresCluster cluster = start();
    EXPECT_TRUE(cluster.is_new());
    EXPECT_EQ(ask(cluster, "SELECT current_setting('fsync') || current_setting('listen_addresses')"), "off");
    ask(cluster, "CREATE TABLE kept (id int)");
  }
  PostgresCluster cluster = start();
  EXPECT_FALSE(cluster.is_new());
  EXPECT_EQ(ask(cluster, "SELECT count(*) FROM kept"), "0");
  EXPECT_EQ(told_, "");
}

TEST_F(PostgresClusterTest, IsReachedWhateverTheEnvironmentSays) {
  ::setenv("PGHOSTADDR", "127.0.0.1", 1);
  ::setenv("PGOPTIONS", "-c work_mem=1MB", 1);
  ::setenv("PGPORT", "1", 1);
  const PostgresCluster cluster = start();
  EXPECT_EQ(ask(cluster, "SHOW work_mem"), "4MB");
  for (const char* name : {"PGHOSTADDR", "PGOPTIONS", "PGPORT"}) ::unsetenv(name);
}

TEST_F(PostgresClusterTest, ForgetsWhatAnEarlierProofLeft) {
  {
    const PostgresCluster cluster = start();
    for (const char* sql : {"CREATE DATABASE migrate_proof_1_1_1", "CREATE DATABASE other",
                            "CREATE ROLE app LOGIN", "ALTER ROLE app SET work_mem = '1MB'",
                            "CREATE ROLE \"Other role\" IN ROLE app", "ALTER SYSTEM SET work_mem = '2MB'"})
      ask(cluster, sql);
  }
  const PostgresCluster cluster = start();
  EXPECT_FALSE(cluster.is_new());
  EXPECT_EQ(ask(cluster, user_made), "4MB");
}

TEST_F(PostgresClusterTest, IsMadeAgainWhereWhatWasLeftCannotBeUndone) {
  for (const char* sql :
       {"ALTER ROLE postgres SET work_mem = '1MB'", "ALTER ROLE ALL SET work_mem = '1MB'",
        "ALTER DATABASE template1 CONNECTION LIMIT 7", "REVOKE TEMP ON DATABASE postgres FROM public",
        "DROP TABLE migc_shared_objects", "COMMENT ON ROLE postgres IS 'changed'"}) {
    {
      const PostgresCluster cluster = start();
      ask(cluster, sql);
    }
    const PostgresCluster cluster = start();
    EXPECT_TRUE(cluster.is_new()) << sql;
    EXPECT_EQ(ask(cluster, user_made), "4MB") << sql;
  }
}

TEST_F(PostgresClusterTest, IsMadeAgainWhereItIsDamaged) {
  for (const std::string file : {"global/pg_control", "PG_VERSION", "global"}) {
    { const PostgresCluster cluster = start(); }
    const std::string path = folder() + "/data/" + file;
    fs::is_directory(path) ? static_cast<void>(fs::remove_all(path)) : fs::resize_file(path, 0);
    const PostgresCluster cluster = start();
    EXPECT_TRUE(cluster.is_new()) << file;
    EXPECT_EQ(ask(cluster, user_made), "4MB") << file;
  }
}

TEST_F(PostgresClusterTest, OneOfAnotherVersionIsMadeAgain) {
  { const PostgresCluster cluster = start(); }
  parent_.write("cluster/data/PG_VERSION", "9.6\n");
  EXPECT_TRUE(start().is_new());
}

TEST_F(PostgresClusterTest, OneThatWasInterruptedWhileItWasMadeIsMadeAgain) {
  { const PostgresCluster cluster = start(); }
  fs::rename(folder() + "/data", folder() + "/data.new");
  fs::remove(folder() + "/data.new/global/pg_control");
  EXPECT_TRUE(start().is_new());
  EXPECT_FALSE(fs::exists(folder() + "/data.new"));
}

TEST_F(PostgresClusterTest, LivesWhereItsUserCanReachIt) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root has a user who cannot reach its folders";
  fs::permissions(parent_.path(), fs::perms::owner_all);
  testing::TemporaryFolder other;
  fs::permissions(other.path(), fs::perms(0755));
  const PostgresCluster cluster({folder(), other.file("cluster")}, [](const std::string&) {});
  EXPECT_EQ(cluster.folder(), other.file("cluster"));
  EXPECT_EQ(ask(cluster, user_made), "4MB");
}

TEST_F(PostgresClusterTest, DoesNotTrustAFolderOfAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make one";
  parent_.write("cluster/file", "");
  ASSERT_EQ(::chown(folder().c_str(), 4711, 4711), 0);
  try {
    start();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.what(),
              "no folder for the PostgreSQL server's data: " + folder() + ": it belongs to another user");
  }
}

TEST_F(PostgresClusterTest, SaysThatNoFolderCanBeHad) {
  parent_.write("file", "");
  try {
    const PostgresCluster cluster({parent_.file("file/cluster"), parent_.file("file")},
                                  [](const std::string&) {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.what(), "no folder for the PostgreSQL server's data: " + parent_.file("file/cluster") +
                                ": Not a directory; " + parent_.file("file") + ": Not a directory");
  }
}

TEST_F(PostgresClusterTest, SaysWhatInitdbSaid) {
  const std::string path = ::getenv("PATH");
  parent_.write("bin/initdb", "#!/bin/sh\necho 'initdb: error: No space left on device' >&2\nexit 1\n");
  parent_.write("bin/postgres", "");
  fs::permissions(parent_.file("bin/initdb"), fs::perms(0755));
  ::setenv("PATH", (parent_.file("bin") + ":" + path).c_str(), 1);
  try {
    start();
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "initdb failed: No space left on device");
  }
  ::setenv("PATH", path.c_str(), 1);
}

// A process of its own that holds the cluster until it is killed.
class Holder {
 public:
  template <typename Work>
  explicit Holder(const Work& work) {
    int ready[2];
    EXPECT_EQ(::pipe(ready), 0);
    process_ = ::fork();
    if (process_ == 0) {
      const auto held = work();
      EXPECT_EQ(::write(ready[1], "x", 1), 1);
      for (;;) ::pause();
    }
    char byte = 0;
    EXPECT_EQ(::read(ready[0], &byte, 1), 1);
    ::close(ready[0]);
    ::close(ready[1]);
  }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;
  ~Holder() { kill(); }

  void kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }

 private:
  pid_t process_ = -1;
};

// Orphans become children of the test, which can wait for them then.
bool ends_within_seconds(pid_t process, int seconds) {
  for (int i = 0; i < seconds * 200; ++i) {
    if (::waitpid(process, nullptr, WNOHANG) == process) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

TEST_F(PostgresClusterTest, TheServerEndsWithAKilledProcess) {
  ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  Holder holder([this] { return start(); });
  const pid_t server = std::stoi(parent_.read("cluster/data/postmaster.pid"));
  ASSERT_EQ(::kill(server, 0), 0);
  holder.kill();
  EXPECT_TRUE(ends_within_seconds(server, 30));
  EXPECT_FALSE(fs::exists(folder() + "/data/.s.PGSQL.5432"));
  EXPECT_FALSE(start().is_new());
}

TEST_F(PostgresClusterTest, ProcessesTakeTurns) {
  Holder holder([this] { return start(); });
  PostgresCluster cluster({folder()}, [&](const std::string& line) {
    told_ += line;
    holder.kill();
  });
  EXPECT_EQ(told_, "waiting for another process that uses the PostgreSQL server in " + folder());
  EXPECT_FALSE(cluster.is_new());
}

}  // namespace
}  // namespace migrate::migc

// What a program that runs commands itself does when memory runs out: run_cli() gives an exit code, says why,
// and can be called again.

#include <sqlite3.h>

#include <array>
#include <filesystem>
#include <iostream>
#include <streambuf>
#include <string_view>

#include "contract/allocation_sweep.h"
#include "contract/newer_program.h"
#include "migrate/cli.h"
#include "migrate/sqlite.h"
#include "sqlite/database_dump.h"
#include "support/temporary_folder.h"

namespace migrate::testing {

namespace {

constexpr std::string_view out_of_memory =
    "error: out of memory; an open transaction was rolled back. Free memory and run the command again\n";

// Takes what is written to a stream, and allocates nothing.
class Caught : public std::streambuf {
 public:
  explicit Caught(std::ostream& stream) : stream_(stream), before_(stream.rdbuf(this)) {
    setp(text_.data(), text_.data() + text_.size());
  }
  Caught(const Caught&) = delete;
  Caught& operator=(const Caught&) = delete;
  ~Caught() override {
    stream_.rdbuf(before_);
    stream_.clear();
  }

  std::string text() const { return {pbase(), pptr()}; }

 private:
  std::ostream& stream_;
  std::streambuf* before_;
  std::array<char, 65536> text_{};
};

ErrorKind kind_of(int code) {
  for (const ErrorKind kind : {ErrorKind::failed, ErrorKind::unavailable})
    if (exit_code(kind) == code) return kind;
  return ErrorKind::internal;
}

// Throws what the command says of its failure.
void run_command(const Chain& chain, const std::vector<const char*>& words) {
  std::string error;
  int code = 0;
  {
    const Caught out(std::cout), err(std::cerr);
    code = run_cli(chain, static_cast<int>(words.size()), words.data());
    stop_failing();
    error = err.text();
  }
  if (code == 0) return;
  if (error.ends_with(out_of_memory)) throw std::bad_alloc();
  throw Error(kind_of(code), error);
}

// Small allocations are SQLite's own, too.
const int without_lookaside = sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);

}  // namespace

class CliAllocations : public ::testing::Test {
 protected:
  // On a database that the chain `from` was applied to.
  void sweep(const Chain* from, const std::vector<const char*>& words) {
    std::vector<const char*> line = words;
    line.insert(line.begin(), "shop");
    line.insert(line.end(), {"--url", url_.c_str()});
    AllocationSweep({.restore =
                         [&] {
                           std::filesystem::remove(file_);
                           SqliteConnection connection(file_);
                           if (from != nullptr) upgrade(connection, *from);
                         },
                     .run = [&] { run_command(two_tables(), line); },
                     .state = [&] { return schema_and_history(file_); }})
        .expect_right_ends();
  }

  TemporaryFolder folder_;
  const std::string file_ = folder_.file("test.db");
  const std::string url_ = "sqlite:///" + file_;
};

TEST_F(CliAllocations, OfUpgradeMayFail) {
  sweep(nullptr, {"upgrade", "head"});
}

TEST_F(CliAllocations, OfDowngradeMayFail) {
  sweep(&two_tables().chain(), {"downgrade", "base"});
}

TEST_F(CliAllocations, OfRollbackMayFail) {
  sweep(&four_tables().chain(), {"rollback"});
}

TEST_F(CliAllocations, OfCheckMayFail) {
  sweep(&two_tables().chain(), {"check"});
}

TEST_F(CliAllocations, OfCurrentMayFail) {
  sweep(&two_tables().chain(), {"current", "--format", "json"});
}

}  // namespace migrate::testing

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  return migrate::testing::without_lookaside == SQLITE_OK ? RUN_ALL_TESTS() : 70;
}

#pragma once

// A part of a test that runs as a process of its own, as another program would.
//
//     Program program([&] { upgrade(connection, chain); });
//     EXPECT_EQ(program.wait(), 0);
//
// REQUIRES: the test has no other thread, whose locks would stay closed in the copy.

#include <sys/types.h>

#include <functional>

namespace migrate::testing {

class Program {
 public:
  explicit Program(const std::function<void()>& work);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  // Kills it if it still runs.
  ~Program();

  pid_t process() const { return process_; }
  // Its exit code: 0, or that of the migrate::Error that ended it. 128 and more: the signal that killed it.
  int wait();

 private:
  pid_t process_;
  bool is_over_ = false;
};

}  // namespace migrate::testing

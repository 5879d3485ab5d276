#pragma once

// Runs something once for each of its allocations, and lets that one fail; then that one and all after it.
// Each time it succeeds, or throws that memory is lacking and leaves the database as it was. It leaks
// nothing, where that is asked for, and the same process can do it right afterwards.

#include <functional>
#include <string>

#include "contract/contract.h"
#include "support/failing_allocations.h"
#include "support/number_in.h"

namespace migrate::testing {

struct SweptRun {
  std::function<void()> restore;       // the database as it is before the run
  std::function<void()> run;           // throws what a program would see
  std::function<std::string()> state;  // what the database holds, without times
  long points = 150;                   // how many allocations fail, where no number is asked for
  bool leaks_nothing = true;
};

class AllocationSweep {
 public:
  explicit AllocationSweep(SweptRun swept) : swept_(std::move(swept)) {
    swept_.restore();
    before_ = swept_.state();
    swept_.run();  // what is allocated once for the whole process
    after_ = swept_.state();
    swept_.restore();
    fail_allocation(0, Failing::once);
    swept_.run();
    allocations_ = stop_failing();
  }

  void expect_right_ends() {
    ASSERT_GT(allocations_, 100);
    for (const Failing failing : {Failing::once, Failing::from_then_on})
      for (long number = 1; number <= allocations_ && !::testing::Test::HasFailure();
           number += step_from(number))
        expect_right_end(number, failing);
    EXPECT_GT(failures_, 0);
    swept_.run();
    EXPECT_EQ(swept_.state(), after_);
  }

 private:
  // None of the last ones is left out: they come after the commit.
  long step_from(long number) const { return number + 20 > allocations_ ? 1 : every(); }

  // Every one takes minutes; ALLOCATION_SWEEP_EVERY=1 does it.
  long every() const {
    const long usual = 1 + allocations_ / swept_.points;
    return static_cast<long>(number_in("ALLOCATION_SWEEP_EVERY", static_cast<unsigned long>(usual)));
  }

  void restore_if_changed() {
    if (swept_.state() != before_) swept_.restore();
  }

  // Empty when the run succeeded.
  std::string error_at(long number, Failing failing) {
    std::string error;
    fail_allocation(number, failing);
    try {
      swept_.run();
      stop_failing();
    } catch (const Error& caught) {
      stop_failing();
      error = caught.what();
      EXPECT_THAT(caught.kind(), ::testing::AnyOf(ErrorKind::failed, ErrorKind::unavailable)) << error;
    } catch (const std::bad_alloc&) {
      stop_failing();
      error = no_memory;
    } catch (const std::exception& caught) {
      stop_failing();
      error = caught.what();
      ADD_FAILURE() << "not a migrate::Error: " << error;
    }
    return error;
  }

  // Something may be kept for the next time, but not each time. What an open handle keeps does not count:
  // restoring closes it.
  bool leaks_at(long number, Failing failing) {
    for (int time = 0; time < 3; ++time) {
      swept_.restore();
      const long blocks = allocated_blocks();
      error_at(number, failing);
      swept_.restore();
      if (allocated_blocks() <= blocks) return false;
    }
    return true;
  }

  void expect_right_end(long number, Failing failing) {
    SCOPED_TRACE("allocation " + std::to_string(number) + " of " + std::to_string(allocations_) +
                 (failing == Failing::once ? "" : " and all after it"));
    restore_if_changed();
    const std::string error = error_at(number, failing);
    // After the commit, a report may find no memory, which says nothing of the database, or a further look,
    // which says what is done.
    const std::string state = swept_.state();
    const bool may_be_done = error == no_memory || error.find("this run had finished") != std::string::npos;
    if (error.empty() || (may_be_done && state == after_))
      EXPECT_EQ(state, after_);
    else
      EXPECT_EQ(state, before_) << error;
    if (!error.empty()) {
      EXPECT_THAT(error, HasSubstr("memory"));
      ++failures_;
    }
    EXPECT_FALSE(swept_.leaks_nothing && leaks_at(number, failing)) << error;
  }

  static constexpr const char* no_memory = "std::bad_alloc, for want of memory";

  SweptRun swept_;
  std::string before_;
  std::string after_;
  long allocations_ = 0;
  long failures_ = 0;
};

}  // namespace migrate::testing

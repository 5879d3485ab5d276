#include "platform/signals.h"

#include <gtest/gtest.h>

#include <csignal>

#include "platform/scoped_signal.h"

namespace migrate::platform {
namespace {

void do_nothing(int) {}

void (*handler_of(int number))(int) {
  struct sigaction action {};
  sigaction(number, nullptr, &action);
  return action.sa_handler;
}

// A shell starts its background jobs with SIGINT ignored, and what was ignored stays ignored.
class DefaultSignals : public ::testing::Environment {
 public:
  void SetUp() override {
    for (const int number : {SIGINT, SIGTERM}) std::signal(number, SIG_DFL);
  }
};

[[maybe_unused]] const ::testing::Environment* const default_signals =
    ::testing::AddGlobalTestEnvironment(new DefaultSignals);

TEST(Interrupts, TheFirstOneAsksTheRunToStop) {
  for (const int number : {SIGINT, SIGTERM}) {
    const InterruptGuard guard;
    EXPECT_FALSE(*guard.stop());
    raise(number);
    EXPECT_TRUE(*guard.stop());
  }
}

TEST(InterruptsDeathTest, TheSecondOneEndsTheProcess) {
  const auto interrupt_twice = [] {
    const InterruptGuard guard;
    raise(SIGINT);
    raise(SIGTERM);
  };
  EXPECT_EXIT(interrupt_twice(), ::testing::KilledBySignal(SIGTERM), "");
}

TEST(Interrupts, HandlersAreRestored) {
  const ScopedSignal own(SIGINT, do_nothing);
  {
    const InterruptGuard guard;
    EXPECT_NE(handler_of(SIGINT), do_nothing);
    raise(SIGINT);
  }
  EXPECT_EQ(handler_of(SIGINT), do_nothing);
}

TEST(FailedWrites, EndNoProcess) {
  const ScopedSignal pipe(SIGPIPE, SIG_DFL);
  const ScopedSignal size_limit(SIGXFSZ, SIG_DFL);
  const FailedWriteGuard guard;
  raise(SIGPIPE);
  raise(SIGXFSZ);
}

TEST(Interrupts, WhatWasIgnoredStaysIgnored) {
  const ScopedSignal ignored(SIGINT, SIG_IGN);
  const InterruptGuard guard;
  raise(SIGINT);
  EXPECT_FALSE(*guard.stop());
}

}  // namespace
}  // namespace migrate::platform

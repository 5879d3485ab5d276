#pragma once

// The vocabulary of tests whose runs go on at once, in threads of one program.

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "contract/contract.h"

namespace migrate::testing {

// Calls work(0), work(1), ... at once; what each of them throws, in their order, and "" for those that do
// not.
inline std::vector<std::string> in_threads(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::vector<std::string> failures(count);
  std::atomic<std::size_t> ready = 0;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i)
    threads.emplace_back([&, i] {
      ++ready;
      while (ready < count) std::this_thread::yield();
      try {
        work(i);
      } catch (const std::exception& exception) {
        failures[i] = exception.what();
      }
    });
  for (std::thread& thread : threads) thread.join();
  return failures;
}

// Sees all that a run tells, and writes it to memory of its own.
class Listener : public Observer {
 public:
  void before_run(const Plan& plan) override { steps_ = plan.steps.size(); }
  void before_step(const StepEvent& event, StepContext&) override { last_ = event.revision; }
  void before_statement(const Statement&) override { ++statements_; }
  void after_step(const StepEvent&, StepContext&) override { ++finished_; }
  void waiting(std::string_view message) override { waited_for_ = message; }
  void after_run(const Report& report) override { reported_ = report.steps.size(); }

 private:
  std::size_t steps_ = 0, statements_ = 0, finished_ = 0, reported_ = 0;
  std::string last_, waited_for_;
};

// The chain of all threads, with a step that all of them call.
inline const ScriptedChain& chain_of_threads() {
  ScriptedRevision calls = creates("c", {"b"});
  calls.up.emplace_back("call fill");
  static const ScriptedChain chain(
      {creates("a"), creates("b", {"a"}), calls, creates("d", {"c"})},
      {{"fill", [](StepContext& context) { context.execute("INSERT INTO c VALUES ($1)", {7}); }}});
  return chain;
}

// Upgrades, and gives the number of revisions that this run applied.
inline std::size_t upgrade_and_listen(Connection& connection, const Options& options = {}) {
  Listener listener;
  Options with_listener = options;
  with_listener.observer = &listener;
  return upgrade(connection, chain_of_threads(), with_listener).steps.size();
}

}  // namespace migrate::testing

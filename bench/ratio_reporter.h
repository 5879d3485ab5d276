#pragma once

// Prints, after the usual table, what each benchmark costs in terms of its floor: "x/floor" is the measure
// for every "x/..." beside it.

#include <benchmark/benchmark.h>

#include <map>
#include <string>

namespace migrate::bench {

class RatioReporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override;

 private:
  std::map<std::string, double> medians_;  // seconds
};

}  // namespace migrate::bench

#include "ratio_reporter.h"

#include <cstdio>

namespace migrate::bench {

void RatioReporter::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs)
    if (run.aggregate_name == "median")
      medians_[run.run_name.function_name] =
          run.GetAdjustedRealTime() / benchmark::GetTimeUnitMultiplier(run.time_unit);
  ConsoleReporter::ReportRuns(runs);
}

void RatioReporter::Finalize() {
  std::puts("\nmedians against their floor");
  for (const auto& [name, seconds] : medians_) {
    const std::size_t slash = name.rfind('/');
    const auto floor = medians_.find(name.substr(0, slash) + "/floor");
    if (floor == medians_.end() || floor->first == name) continue;
    std::printf("%-40s %8.3f   (%.3f ms - %.3f ms = %+.3f ms)\n", name.c_str(), seconds / floor->second,
                seconds * 1e3, floor->second * 1e3, (seconds - floor->second) * 1e3);
  }
}

}  // namespace migrate::bench

#pragma once

#include <memory>

namespace migrate::platform {

// While it lives, std::cout and std::cerr write UTF-8 and end lines with a line feed alone, wherever they
// lead: a file, a pipe, or a console of Windows, whatever its code page is. What is typed on a console comes
// out of std::cin the same way. There can be one at a time.
class StandardStreams {
 public:
  StandardStreams();
  StandardStreams(const StandardStreams&) = delete;
  StandardStreams& operator=(const StandardStreams&) = delete;
  ~StandardStreams();

 private:
  struct Changed;
  std::unique_ptr<Changed> changed_;
};

}  // namespace migrate::platform

#include "core/text/open_file.h"

#if defined(_WIN32)
#include "core/text/path.h"
#endif

namespace migrate::core {

std::FILE* open_file(const std::string& path, const char* mode) {
#if defined(_WIN32)
  return ::_wfopen(to_path(path).c_str(), to_path(mode).c_str());
#else
  return std::fopen(path.c_str(), mode);
#endif
}

}  // namespace migrate::core

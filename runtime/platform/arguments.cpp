#include "platform/arguments.h"

namespace migrate::platform {

Arguments::Arguments(int argc, const char* const* argv)
    : words_(argv, argv + argc), pointers_(argv, argv + argc) {
  pointers_.push_back(nullptr);
}

}  // namespace migrate::platform

// Reviewed against dyld(3) and loader.h, not run. The linker gives each image a UUID (LC_UUID), also those of
// the system.

#include <mach-o/dyld.h>
#include <mach-o/loader.h>

#include <string_view>

#include "platform/build_id.h"

namespace migrate::platform {

namespace {

std::string_view uuid_of(const mach_header_64* image) {
  const char* place = reinterpret_cast<const char*>(image + 1);
  for (std::uint32_t i = 0; i < image->ncmds; ++i) {
    const auto* command = reinterpret_cast<const load_command*>(place);
    if (command->cmd == LC_UUID)
      return {reinterpret_cast<const char*>(reinterpret_cast<const uuid_command*>(command)->uuid), 16};
    place += command->cmdsize;
  }
  return {};
}

}  // namespace

std::string code_identity() {
  std::string identity;
  for (std::uint32_t i = 0; i < _dyld_image_count(); ++i) {
    const auto* image = reinterpret_cast<const mach_header_64*>(_dyld_get_image_header(i));
    if (image == nullptr) continue;  // unloaded in the meantime
    const std::string_view uuid = uuid_of(image);
    if (uuid.empty()) return {};
    identity += uuid;
  }
  return identity;
}

}  // namespace migrate::platform

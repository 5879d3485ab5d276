#include "migc/authoring/revision_id.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <system_error>

#include "migrate/error.h"
#include "platform/random.h"

namespace migrate::migc {

std::string random_revision_id() {
  std::array<unsigned char, 6> bytes;
  if (const std::error_code error = platform::fill_with_random(bytes))
    throw Error(ErrorKind::unavailable,
                "no random bytes for a revision id: " + error.message() + "; choose the id with --rev-id");
  return fmt::format("{:02x}", fmt::join(bytes, ""));
}

}  // namespace migrate::migc

#include "migc/authoring/revision_id.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "migc/folder/file_reader.h"
#include "migrate/error.h"

namespace migrate::migc {

std::string random_revision_id() {
  std::array<unsigned char, 6> bytes;
  if (::getentropy(bytes.data(), bytes.size()) != 0)
    throw Error(ErrorKind::unavailable, "no random bytes for a revision id: " + system_message(errno) +
                                            "; choose the id with --rev-id");
  return fmt::format("{:02x}", fmt::join(bytes, ""));
}

}  // namespace migrate::migc

#include "migc/folder/shell_command.h"

#include <fmt/format.h>

#include "platform/shell.h"

namespace migrate::migc {

std::string migc_call(std::string_view dir, std::string_view command) {
  return fmt::format("migc --dir {} {}", platform::shell_word(dir), command);
}

}  // namespace migrate::migc

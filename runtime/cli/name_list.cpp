#include "cli/name_list.h"

#include "core/ledger/recorded_digests.h"

namespace migrate::cli {

std::vector<std::string> split_names(std::string_view list) {
  std::vector<std::string> names = core::split_list(list);
  std::erase(names, "");
  return names;
}

}  // namespace migrate::cli

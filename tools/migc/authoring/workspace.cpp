#include "migc/authoring/workspace.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "core/text/path.h"
#include "migc/chain/chain_rules.h"
#include "migc/compile/compiler.h"
#include "migc/folder/shell_command.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

constexpr std::string_view nothing_written = "nothing was written";

// A missing folder of this name is more likely a typing mistake than intended.
void require_folder(const std::string& dir) {
  std::error_code ignored;
  if (std::filesystem::is_directory(core::to_path(dir), ignored)) return;
  throw Error(ErrorKind::bad_input,
              fmt::format("there is no folder {}; to make one: {}", dir, migc_call(dir, "init")));
}

}  // namespace

Workspace open_workspace(const std::string& dir, NoRevisions none, std::ostream& err) {
  require_folder(dir);
  Diagnostics diagnostics;
  Folder folder = read_folder(dir, diagnostics, none);
  check_structure(folder, diagnostics);
  stop_at_mistakes(diagnostics, nothing_written, err);
  core::OwnedChain chain = link_chain(folder);
  return {std::move(folder), std::move(chain)};
}

Folder with_file(Folder folder, const SourceFile& source, FileKind kind, std::ostream& err) {
  Diagnostics diagnostics;
  if (std::optional<Header> header = parse_header(source, kind, diagnostics))
    folder.files.push_back({source, kind, std::move(*header)});
  check_structure(folder, diagnostics);
  stop_at_mistakes(diagnostics, nothing_written, err);
  return folder;
}

}  // namespace migrate::migc

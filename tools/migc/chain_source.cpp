#include "migc/chain_source.h"

#include <fmt/format.h>

#include <cstdlib>

#include "migc/chain_rules.h"
#include "migc/compiler.h"
#include "migc/folder.h"
#include "migc/lock_file.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

std::string from_environment(const std::string& name) {
  if (const char* value = std::getenv(name.c_str())) return value;
  throw Error(
      ErrorKind::usage,
      fmt::format("migrate.yaml takes the URL of the database from ${}, which is not set; set it, or pass"
                  " --url",
                  name));
}

}  // namespace

const Chain& ChainSource::linked() {
  if (compiled_) return compiled_->chain();
  if (linked_) return linked_->chain();
  Diagnostics diagnostics;
  const Folder folder = read_folder(arguments_.folder, diagnostics);
  check_structure(folder, diagnostics);
  stop_at_mistakes(diagnostics, "the chain cannot be made sense of", err_);
  return linked_.emplace(link_chain(folder)).chain();
}

const Chain& ChainSource::compiled() {
  if (compiled_) return compiled_->chain();
  Diagnostics diagnostics;
  const Folder folder = read_folder(arguments_.folder, diagnostics);
  check_structure(folder, diagnostics);
  check_lock(folder, diagnostics);
  compiled_ = compile_chain(folder, arguments_.name, diagnostics);
  stop_at_mistakes(diagnostics, "nothing was run", err_);
  return compiled_->chain();
}

std::string ChainSource::url() const {
  Diagnostics diagnostics;
  const std::optional<SourceFile> file = read_folder_file(arguments_.folder, "migrate.yaml", diagnostics);
  const std::string url = file ? parse_settings(*file, diagnostics).url : "";
  stop_at_mistakes(diagnostics, "nothing was run", err_);
  return url.starts_with('$') ? from_environment(url.substr(1)) : url;
}

}  // namespace migrate::migc

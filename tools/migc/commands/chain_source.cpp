#include "migc/commands/chain_source.h"

#include <fmt/format.h>

#include <optional>

#include "migc/chain/chain_rules.h"
#include "migc/compile/compiler.h"
#include "migc/folder/folder.h"
#include "migc/folder/lock_file.h"
#include "migc/folder/url_setting.h"
#include "migc/proof/proof_place.h"
#include "migrate/error.h"
#include "platform/environment.h"

namespace migrate::migc {

namespace {

// As in a shell, a variable that is empty is one that is not set.
std::string from_environment(const UrlVariable& variable) {
  std::optional<std::string> value = platform::environment_variable(variable.name);
  if (value && !value->empty()) return std::move(*value);
  if (variable.default_url) return *variable.default_url;
  throw Error(
      ErrorKind::usage,
      fmt::format("migrate.yaml takes the URL of the database from ${}, which is not set; set it, or pass"
                  " --url",
                  variable.name));
}

}  // namespace

const Chain& ChainSource::linked() {
  if (compiled_) return compiled_->chain();
  if (linked_) return linked_->chain();
  Diagnostics diagnostics;
  const Folder folder = read_folder(folder_, diagnostics);
  check_structure(folder, diagnostics);
  stop_at_mistakes(diagnostics, "the chain is invalid", err_);
  return linked_.emplace(link_chain(folder)).chain();
}

const Chain& ChainSource::compiled() {
  if (compiled_) return compiled_->chain();
  Diagnostics diagnostics;
  const Folder folder = read_folder(folder_, diagnostics);
  check_structure(folder, diagnostics);
  check_lock(folder, diagnostics);
  stop_at_mistakes(diagnostics, "nothing was run", err_);
  compiled_ = compile_chain(folder, "chain", diagnostics, replay_cache_in(find_cache(folder_)));
  stop_at_mistakes(diagnostics, "nothing was run", err_);
  return compiled_->chain();
}

cli::ConfiguredUrl ChainSource::url() const {
  Diagnostics diagnostics;
  const std::optional<SourceFile> file = read_folder_file(folder_, "migrate.yaml", diagnostics);
  std::string url = file ? parse_settings(*file, diagnostics).url : "";
  stop_at_mistakes(diagnostics, "nothing was run", err_);
  if (!url.starts_with('$')) return {std::move(url), false};
  return {from_environment(parse_url_variable(url)), true};
}

}  // namespace migrate::migc

#include "migc/commands/chain_source.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <vector>

#include "core/text/suggest.h"
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

Environment find_environment(const FolderSettings& settings, const std::string& name) {
  std::vector<std::string_view> names;
  for (const Environment& each : settings.environments) {
    if (each.name == name && !each.url.empty()) return each;
    if (!each.url.empty()) names.emplace_back(each.name);
  }
  throw Error(ErrorKind::usage, fmt::format("--env {0}: migrate.yaml has no url.{0}{1}", name,
                                            core::did_you_mean(name, names)));
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

cli::ConfiguredDatabase ChainSource::database(const std::string& environment) const {
  Diagnostics diagnostics;
  const std::optional<SourceFile> file = read_folder_file(folder_, "migrate.yaml", diagnostics);
  const FolderSettings settings = file ? parse_settings(*file, diagnostics) : FolderSettings();
  stop_at_mistakes(diagnostics, "nothing was run", err_);
  const Environment chosen = environment.empty() ? Environment{.name = {}, .url = settings.url}
                                                 : find_environment(settings, environment);
  if (!chosen.url.starts_with('$')) return {chosen.url, false, chosen.schema};
  return {from_environment(parse_url_variable(chosen.url)), true, chosen.schema};
}

}  // namespace migrate::migc

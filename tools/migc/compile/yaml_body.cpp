#include "migc/compile/yaml_body.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "core/text/suggest.h"
#include "migc/operations/parse_operation.h"
#include "migc/operations/yaml_reader.h"

namespace migrate::migc {

namespace {

bool is_word(const YamlValue& value, std::string_view word) {
  return value.kind == YamlKind::scalar && value.text == word;
}

void read_downgrade(const RevisionFile& file, const YamlValue* downgrade, YamlBody& parsed,
                    Mistakes& mistakes) {
  const bool irreversible = file.header.irreversible.line != 0;
  if (irreversible && downgrade != nullptr && is_word(*downgrade, "auto"))
    mistakes.report(downgrade->at,
                    "irreversible, but a downgrade is to be derived; leave one of the two out");
  if (downgrade == nullptr || is_word(*downgrade, "auto")) {
    parsed.downgrade_kind = irreversible ? YamlBody::DowngradeKind::none : YamlBody::DowngradeKind::derived;
    return;
  }
  parsed.downgrade_kind = YamlBody::DowngradeKind::written;
  if (is_word(*downgrade, "nothing")) return;
  if (downgrade->kind != YamlKind::sequence)
    return mistakes.report(downgrade->at, "downgrade must be a list of operations, auto or nothing");
  parsed.downgrade = parse_operations(*downgrade, "downgrade", mistakes);
  if (downgrade->items.empty() && !parsed.upgrade.empty() && !irreversible)
    mistakes.report(downgrade->at, "the downgrade is empty, and the upgrade is not",
                    {"write what undoes the upgrade; or \"downgrade: auto\", which derives it; or "
                     "\"downgrade: nothing\"; or in the header: irreversible: WHY"});
}

YamlBody parse_sections(const RevisionFile& file, YamlValue tree, Mistakes& mistakes) {
  YamlBody parsed{.root = std::move(tree)};
  const YamlValue& root = parsed.root;
  if (root.kind != YamlKind::mapping) {
    mistakes.report(file.header.body_offset,
                    "the body must be a mapping with the keys upgrade and downgrade");
    return parsed;
  }
  for (const YamlEntry& entry : root.entries)
    if (entry.key != "upgrade" && entry.key != "downgrade") {
      constexpr std::array<std::string_view, 2> keys{"upgrade", "downgrade"};
      mistakes.report(entry.at,
                      fmt::format("unknown key \"{}\"{}", entry.key, core::did_you_mean(entry.key, keys)));
    }
  const YamlValue* upgrade = parsed.upgrade_tree();
  if (upgrade == nullptr)
    mistakes.report(file.header.body_offset,
                    "no key \"upgrade\"; write \"upgrade: []\" where there is nothing to do");
  else
    parsed.upgrade = parse_operations(*upgrade, "upgrade", mistakes);
  read_downgrade(file, find_entry(root, "downgrade"), parsed, mistakes);
  return parsed;
}

}  // namespace

YamlBody read_yaml_body(const RevisionFile& file, Diagnostics& diagnostics) {
  std::optional<YamlValue> root = read_yaml(file.source, file.header.body_offset, diagnostics);
  if (!root) return {};
  Mistakes mistakes(file.source, diagnostics);
  return parse_sections(file, std::move(*root), mistakes);
}

}  // namespace migrate::migc

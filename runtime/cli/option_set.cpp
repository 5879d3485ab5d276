#include "cli/option_set.h"

namespace migrate::cli {

bool is_argument(const Option& option) {
  return !option.names.starts_with("-");
}

bool has_name(const Option& option, std::string_view name) {
  const std::string names = ',' + option.names + ',';
  return names.find(',' + std::string(name) + ',') != std::string::npos;
}

std::string value_text(const Option& option) {
  if (option.values == Values::none) return "";
  const std::string repeated = option.values == Values::several ? "..." : "";
  return option.value_name.empty() || repeated.empty() ? option.value_name + repeated
                                                       : option.value_name + ' ' + repeated;
}

std::string description(const Option& option) {
  if (option.is_required) return option.help + " (required)";
  if (!option.shows_default) return option.help;
  return option.help + " (default: " + *std::get<std::string*>(option.field) + ')';
}

Option& OptionSet::add(Option option) {
  options_.push_back(std::move(option));
  return options_.back();
}

Option& OptionSet::flag(std::string names, bool& field, std::string help) {
  return add({std::move(names), &field, "", std::move(help), Values::none});
}

Option& OptionSet::flag(std::string names, std::string help) {
  return add({std::move(names), std::monostate(), "", std::move(help), Values::none});
}

Option& OptionSet::value(std::string names, std::string& field, std::string value_name, std::string help) {
  return add({std::move(names), &field, std::move(value_name), std::move(help)});
}

Option& OptionSet::value(std::string names, std::optional<std::string>& field, std::string value_name,
                         std::string help) {
  return add({std::move(names), &field, std::move(value_name), std::move(help)});
}

Option& OptionSet::number(std::string names, std::size_t& field, std::string value_name, std::string help) {
  return add({std::move(names), &field, std::move(value_name), std::move(help)});
}

Option& OptionSet::seconds(std::string names, SecondsField field, std::string help) {
  return add({std::move(names), field, "SECONDS", std::move(help)});
}

Option& OptionSet::optional_value(std::string names, std::optional<std::string>& field,
                                  std::string value_name, std::string help) {
  return add({std::move(names), &field, std::move(value_name), std::move(help), Values::none_or_one});
}

Option& OptionSet::repeated(std::string names, std::vector<std::string>& field, std::string value_name,
                            std::string help) {
  return add({std::move(names), &field, std::move(value_name), std::move(help)});
}

Option& OptionSet::list(std::string names, std::vector<std::string>& field, std::string value_name,
                        std::string help) {
  return add({std::move(names), &field, std::move(value_name), std::move(help), Values::several});
}

Option& OptionSet::positional(std::string name, std::string& field, std::string help) {
  return add({std::move(name), &field, "", std::move(help), Values::only_one});
}

Option& OptionSet::positional(std::string name, std::optional<std::string>& field, std::string help) {
  return add({std::move(name), &field, "", std::move(help), Values::only_one});
}

Option& OptionSet::positionals(std::string name, std::vector<std::string>& field, std::string help) {
  return list(std::move(name), field, "", std::move(help));
}

}  // namespace migrate::cli

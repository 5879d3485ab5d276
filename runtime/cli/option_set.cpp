#include "cli/option_set.h"

namespace migrate::cli {

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

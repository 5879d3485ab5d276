#pragma once

// The options of a command as values: what they are called, what help says of them, and the field that each
// one fills. A command declares its own:
//
//     options.flag("-q,--quiet", quiet, "Print results and errors only");
//     options.value("--schema", schema, "NAME", "The schema to work in");
//     options.positional("target", target, "How far: head, +1, an id ...");
//
// Only parse_line.cpp includes the library that parses them. The fields must outlive the parsing.

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace migrate::cli {

template <typename Enum>
using Words = std::vector<std::pair<std::string, Enum>>;

// One of a few words.
struct ChoiceField {
  std::vector<std::string> words;
  std::function<void(std::size_t)> choose;  // called with the place of the word that was typed
};

// Seconds, with decimals, from 0 to `longest`.
struct SecondsField {
  std::optional<std::chrono::milliseconds>* field;
  double longest;
};

// What an option fills. std::monostate: nothing, for a flag that states the default.
using Field = std::variant<std::monostate, bool*, std::string*, std::optional<std::string>*,
                           std::vector<std::string>*, std::size_t*, ChoiceField, SecondsField>;

// Returns what is wrong with a value; an empty text: nothing.
using ValueCheck = std::string (*)(const std::string&);

// How many values an option takes each time that it is typed. `only_one`: a positional argument that claims
// all words that are left, so that a second one is reported as one too many.
enum class Values : unsigned char { none, none_or_one, one, only_one, several };

struct Option {
  std::string names;  // "-r,--rev-range"; without a dash: a positional argument
  Field field;
  std::string value_name;  // stands for the value in help
  std::string help;
  Values values = Values::one;
  bool is_required = false;
  bool shows_default = false;
  ValueCheck check = nullptr;
  std::vector<std::string> excluded = {};  // options of the same set that cannot be combined with this one

  Option& required() {
    is_required = true;
    return *this;
  }
  // Help shows what the field holds before anything is typed. For a std::string.
  Option& show_default() {
    shows_default = true;
    return *this;
  }
  Option& checked_by(ValueCheck judge) {
    check = judge;
    return *this;
  }
  Option& excludes(std::vector<std::string> names_of_others) {
    excluded = std::move(names_of_others);
    return *this;
  }
};

// Without a dash.
[[nodiscard]] bool is_argument(const Option& option);

// "--url" among "-u,--url"
[[nodiscard]] bool has_name(const Option& option, std::string_view name);

// What help says beside the name of an option: the value that it takes, or "".
[[nodiscard]] std::string value_text(const Option& option);

// The help of an option, with whether it is required, and its default.
[[nodiscard]] std::string description(const Option& option);

class OptionSet {
 public:
  Option& flag(std::string names, bool& field, std::string help);
  Option& flag(std::string names, std::string help);

  Option& value(std::string names, std::string& field, std::string value_name, std::string help);
  Option& value(std::string names, std::optional<std::string>& field, std::string value_name,
                std::string help);
  // A whole number.
  Option& number(std::string names, std::size_t& field, std::string value_name, std::string help);
  Option& seconds(std::string names, SecondsField field, std::string help);

  // Typed without a value, the field becomes the empty text.
  Option& optional_value(std::string names, std::optional<std::string>& field, std::string value_name,
                         std::string help);

  // One value each time; the option may be repeated.
  Option& repeated(std::string names, std::vector<std::string>& field, std::string value_name,
                   std::string help);
  // All words that follow, up to the next option.
  Option& list(std::string names, std::vector<std::string>& field, std::string value_name, std::string help);

  Option& positional(std::string name, std::string& field, std::string help);
  Option& positional(std::string name, std::optional<std::string>& field, std::string help);
  // All that are left.
  Option& positionals(std::string name, std::vector<std::string>& field, std::string help);

  // A wrong word is answered with these, in this order. The field may be a std::optional.
  template <typename Enum>
  Option& choice(std::string names, Enum& field, std::string value_name, std::string help,
                 const Words<Enum>& words) {
    return add({std::move(names), choice_of(field, words), std::move(value_name), std::move(help)});
  }
  template <typename Enum>
  Option& positional_choice(std::string name, Enum& field, std::string help, const Words<Enum>& words) {
    return choice(std::move(name), field, "", std::move(help), words);
  }

  [[nodiscard]] const std::vector<Option>& all() const { return options_; }

 private:
  template <typename Enum>
  static ChoiceField choice_of(Enum& field, const Words<Enum>& words) {
    ChoiceField choice;
    std::vector<Enum> values;
    for (const auto& [word, value] : words) {
      choice.words.push_back(word);
      values.push_back(value);
    }
    choice.choose = [&field, values = std::move(values)](std::size_t place) { field = values[place]; };
    return choice;
  }

  // The reference holds until the next one is added.
  Option& add(Option option);

  std::vector<Option> options_;
};

}  // namespace migrate::cli

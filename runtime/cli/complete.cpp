#include "cli/complete.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <ostream>

#include "core/text/untrusted_text.h"
#include "migrate/error.h"

namespace migrate::cli {

namespace {

// Values.

// What may be typed as a value.
enum class Subject : unsigned char { unknown, file, folder, revision, revisions, side };

// By the value name of an option, or by the name of an argument.
Subject subject_of(const Option& option) {
  static const std::vector<std::pair<std::string_view, Subject>> subjects = {
      {"FILE", Subject::file},        {"DIR", Subject::folder},
      {"FOLDER", Subject::folder},    {"TARGET", Subject::revision},
      {"ID", Subject::revision},      {"target", Subject::revision},
      {"targets", Subject::revision}, {"ID,...", Subject::revisions},
      {"A:B", Subject::revisions},    {"[START:TARGET]", Subject::revisions},
      {"from", Subject::side},        {"to", Subject::side}};
  const std::string& name = option.value_name.empty() ? option.names : option.value_name;
  const auto known = std::ranges::find(subjects, name, &std::pair<std::string_view, Subject>::first);
  return known == subjects.end() ? Subject::unknown : known->second;
}

// A shell inserts words as they are, and a revision file may come from anywhere.
bool is_plain(std::string_view word) {
  return std::ranges::all_of(word, [](char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
           std::string_view("_-.@+:,/=").find(letter) != std::string_view::npos;
  });
}

// Those that begin as `typed` does, with `before` in front of them.
std::vector<Offer> matching(std::vector<Offer> offers, std::string_view typed,
                            const std::string& before = "") {
  std::erase_if(offers, [&](const Offer& offer) {
    return !offer.word.starts_with(typed) || !is_plain(offer.word) || !is_plain(before);
  });
  for (Offer& offer : offers) offer.word.insert(0, before);
  return offers;
}

// A folder that cannot be read has none.
std::vector<Offer> revisions_of(const Program& program) {
  try {
    return program.revisions ? program.revisions() : std::vector<Offer>();
  } catch (const Error&) {
    return {};
  }
}

std::vector<Offer> revisions_and(const Program& program, std::vector<Offer> words) {
  std::ranges::move(revisions_of(program), std::back_inserter(words));
  return words;
}

std::vector<Offer> targets(const Program& program) {
  return revisions_and(program, {{"head", ""}, {"heads", ""}, {"base", ""}});
}

// "a1:b" and "a1,b" end with a name of their own.
std::size_t begin_of_last_name(std::string_view typed) {
  const std::size_t separator = typed.find_last_of(":,");
  return separator == std::string_view::npos ? 0 : separator + 1;
}

std::vector<Offer> choices(const ChoiceField& choice) {
  std::vector<Offer> offers;
  for (const std::string& word : choice.words) offers.push_back({word, ""});
  return offers;
}

// `before`: what stands in front of the value in the same word, such as "--format=".
Completions complete_value(const Program& program, const Option& option, const std::string& typed,
                           const std::string& before = "") {
  if (const auto* choice = std::get_if<ChoiceField>(&option.field))
    return {.offers = matching(choices(*choice), typed, before)};
  switch (subject_of(option)) {
    case Subject::file:
      return {.kind = Completion::files};
    case Subject::folder:
      return {.kind = Completion::folders};
    case Subject::revision:
      return {.offers = matching(targets(program), typed, before)};
    case Subject::side:
      return {.offers = matching(revisions_and(program, {{"chain", ""}, {"schema", "the schema file"}}),
                                 typed, before)};
    case Subject::revisions: {
      const std::size_t begin = begin_of_last_name(typed);
      return {.offers = matching(targets(program), typed.substr(begin), before + typed.substr(0, begin))};
    }
    case Subject::unknown:
      break;
  }
  return {};
}

// Names of options.

std::vector<std::string> names_of(const Option& option) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= option.names.size();) {
    const std::size_t end = std::min(option.names.find(',', at), option.names.size());
    names.push_back(option.names.substr(at, end - at));
    at = end + 1;
  }
  return names;
}

bool looks_like_option(const std::string& word) {
  return word.size() > 1 && word[0] == '-' && std::isdigit(static_cast<unsigned char>(word[1])) == 0;
}

void assign(const Option& option, const std::string& value) {
  if (const auto* text = std::get_if<std::string*>(&option.field)) **text = value;
  if (const auto* text = std::get_if<std::optional<std::string>*>(&option.field)) **text = value;
}

// The words before the one that is completed.
class TypedLine {
 public:
  explicit TypedLine(const Program& program) : program_(program) {
    program.declare(common_);
    common_.flag("-h,--help", "Print this help");
    for (const Command& command : program.commands) command.declare(own_);
  }

  void add(const std::string& word) {
    if (const Option* option = pending_option(); option != nullptr && !ends_values(*option, word)) {
      assign(*option, word);
      if (option->values != Values::several) pending_.clear();
    } else if (looks_like_option(word) && !has_only_arguments_) {
      add_option(word);
    } else if (command_ == nullptr) {
      choose_command(word);
    } else {
      ++arguments_;
    }
  }

  [[nodiscard]] Completions complete(const std::string& word) const {
    const Option* option = pending_option();
    if (option != nullptr && !ends_values(*option, word)) return complete_value(program_, *option, word);
    if (word.starts_with("-") && !has_only_arguments_) return complete_option(word);
    if (is_lost_) return {};
    return command_ == nullptr ? complete_command(word) : complete_argument(word);
  }

 private:
  // Values of such options may be missing, or end where the next option begins; with "-" one has begun.
  static bool ends_values(const Option& option, const std::string& word) {
    const bool is_free = option.values == Values::several || option.values == Values::none_or_one;
    return is_free && word.starts_with("-") && looks_like_option(word + "-");
  }

  void add_option(const std::string& word) {
    pending_.clear();
    if (word == "--") has_only_arguments_ = true;
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const Option* option = find_option(name);
    if (option == nullptr) return;
    if (equals != std::string::npos)
      assign(*option, word.substr(equals + 1));
    else if (option->values != Values::none)
      pending_ = name;
  }

  void choose_command(const std::string& word) {
    pending_.clear();
    const auto found = std::ranges::find(program_.commands, word, &Command::name);
    if (found == program_.commands.end()) {
      is_lost_ = true;
      return;
    }
    command_ = &*found;
    own_ = OptionSet();
    command_->declare(own_);
  }

  [[nodiscard]] const Option* pending_option() const {
    return pending_.empty() ? nullptr : find_option(pending_);
  }

  [[nodiscard]] const Option* find_option(const std::string& name) const {
    for (const OptionSet* set : {&own_, &common_})
      for (const Option& option : set->all())
        if (has_name(option, name)) return &option;
    return nullptr;
  }

  [[nodiscard]] Completions complete_command(const std::string& word) const {
    std::vector<Offer> offers;
    for (const Command& command : program_.commands)
      offers.push_back({std::string(command.name), std::string(command.summary)});
    return {.offers = matching(std::move(offers), word)};
  }

  [[nodiscard]] Completions complete_option(const std::string& word) const {
    if (const std::size_t equals = word.find('='); equals != std::string::npos) {
      const Option* option = find_option(word.substr(0, equals));
      if (option == nullptr) return {};
      return complete_value(program_, *option, word.substr(equals + 1), word.substr(0, equals + 1));
    }
    std::vector<Offer> offers;
    if (command_ == nullptr) offers.push_back({"--version", "Print the version"});
    if (command_ != nullptr) add_names(offers, own_);
    add_names(offers, common_);
    return {.offers = matching(std::move(offers), word)};
  }

  // A command's own --format hides the one that all have.
  static void add_names(std::vector<Offer>& offers, const OptionSet& options) {
    for (const Option& option : options.all())
      for (std::string& name : names_of(option))
        if (!is_argument(option) && std::ranges::count(offers, name, &Offer::word) == 0)
          offers.push_back({std::move(name), option.help});
  }

  [[nodiscard]] Completions complete_argument(const std::string& word) const {
    std::size_t place = 0;
    for (const Option& option : own_.all())
      if (is_argument(option) && (place++ == arguments_ || option.values == Values::several))
        return complete_value(program_, option, word);
    return {};
  }

  const Program& program_;
  OptionSet common_;
  OptionSet own_;  // of the command; until it is typed, of all: their options may come before it
  const Command* command_ = nullptr;
  std::string pending_;  // the option whose value comes next
  std::size_t arguments_ = 0;
  bool has_only_arguments_ = false;  // after "--"
  bool is_lost_ = false;             // no such command
};

}  // namespace

Completions complete(const Program& program, const std::vector<std::string>& words) {
  TypedLine line(program);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) line.add(words[i]);
  return line.complete(words.empty() ? std::string() : words.back());
}

void print_completions(std::ostream& out, const Completions& completions) {
  switch (completions.kind) {
    case Completion::words:
      out << "words\n";
      break;
    case Completion::files:
      out << "files\n";
      break;
    case Completion::folders:
      out << "folders\n";
      break;
  }
  for (const Offer& offer : completions.offers) {
    out << offer.word;
    if (!offer.note.empty()) out << '\t' << core::shown(offer.note);
    out << '\n';
  }
}

}  // namespace migrate::cli

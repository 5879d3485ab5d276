#include "migc/authoring/file_template.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "core/text/suggest.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

struct Token {
  std::string_view name;
  std::string (*value)(const FileNameParts& parts);
};

template <unsigned CreationTime::*field>
std::string two_digits(const FileNameParts& parts) {
  return fmt::format("{:02}", parts.time.*field);
}

constexpr std::array tokens{
    Token{"{id}", [](const FileNameParts& parts) { return parts.id; }},
    Token{"{slug}", [](const FileNameParts& parts) { return parts.slug; }},
    Token{"{year}", [](const FileNameParts& parts) { return fmt::format("{:04}", parts.time.year); }},
    Token{"{month}", two_digits<&CreationTime::month>},
    Token{"{day}", two_digits<&CreationTime::day>},
    Token{"{hour}", two_digits<&CreationTime::hour>},
    Token{"{minute}", two_digits<&CreationTime::minute>},
    Token{"{second}", two_digits<&CreationTime::second>},
    Token{"{epoch}", [](const FileNameParts& parts) { return fmt::format("{}", parts.time.epoch); }},
};

Error wrong_template(std::string_view file_template, std::string_view mistake) {
  return Error(ErrorKind::bad_input,
               fmt::format("migrate.yaml: file_template \"{}\" {}", file_template, mistake));
}

std::string unknown_token(std::string_view token) {
  std::array<std::string_view, tokens.size()> names;
  std::ranges::transform(tokens, names.begin(), &Token::name);
  const std::string hint = core::did_you_mean(token, names);
  return fmt::format("has the unknown token \"{}\"{}", token,
                     hint.empty() ? fmt::format("; there are {}", fmt::join(names, " ")) : hint);
}

std::string replace_tokens(std::string_view file_template, const FileNameParts& parts) {
  std::string name;
  std::string_view rest = file_template;
  for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    name += rest.substr(0, open);
    rest.remove_prefix(open);
    const std::string_view text = rest.substr(0, std::min(rest.size(), rest.find('}')) + 1);
    const auto token = std::ranges::find(tokens, text, &Token::name);
    if (token == tokens.end()) throw wrong_template(file_template, unknown_token(text));
    name += token->value(parts);
    rest.remove_prefix(text.size());
  }
  return name.append(rest);
}

// What was between an empty slug and the rest of the name.
std::string without_loose_separators(std::string_view name) {
  constexpr std::string_view separators = "_-";
  const std::size_t begin = std::min(name.find_first_not_of(separators), name.size());
  return std::string(name.substr(begin, name.find_last_not_of(separators) + 1 - begin));
}

bool is_file_name(std::string_view name) {
  constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+-";
  return !name.empty() && !name.starts_with('.') && name.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

std::string expand_file_template(std::string_view file_template, const FileNameParts& parts) {
  std::string name = replace_tokens(file_template, parts);
  if (parts.slug.empty()) name = without_loose_separators(name);
  if (is_file_name(name)) return name;
  throw wrong_template(
      file_template,
      fmt::format("makes the file name \"{}\": use letters, digits and _ . + -, and no dot in front", name));
}

}  // namespace migrate::migc

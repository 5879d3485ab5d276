#include "migc/authoring/slug.h"

#include <algorithm>
#include <vector>

namespace migrate::migc {

namespace {

constexpr std::size_t longest_slug = 40;

bool is_word_character(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
}

char to_lower(char c) {
  return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::vector<std::string> words_of(std::string_view message) {
  std::vector<std::string> words;
  for (auto at = message.begin(); at != message.end();) {
    const auto begin = std::find_if(at, message.end(), is_word_character);
    at = std::find_if_not(begin, message.end(), is_word_character);
    if (begin == at) break;
    std::transform(begin, at, std::back_inserter(words.emplace_back()), to_lower);
  }
  return words;
}

}  // namespace

std::string make_slug(std::string_view message) {
  std::string slug;
  for (const std::string& word : words_of(message)) {
    if (!slug.empty() && slug.size() + 1 + word.size() > longest_slug) break;
    slug += (slug.empty() ? "" : "_") + word;
  }
  return slug.substr(0, longest_slug);
}

}  // namespace migrate::migc

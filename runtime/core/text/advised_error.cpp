#include "core/text/advised_error.h"

#include <utility>

namespace migrate::core {

namespace {

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::string_view without_period(std::string_view sentence) {
  if (sentence.ends_with('.')) sentence.remove_suffix(1);
  return sentence;
}

void append_clause(std::string& text, std::string_view sentence) {
  text.append("; ").append(1, lower(sentence.front())).append(without_period(sentence.substr(1)));
}

}  // namespace

Error advised_error(ErrorKind kind, std::string what, std::string_view state, std::string_view advice) {
  return advised_error(kind, std::move(what), state, advice, ErrorContext());
}

Error advised_error(ErrorKind kind, std::string what, std::string_view state, std::string_view advice,
                    ErrorContext&& context) {
  if (!state.empty()) append_clause(what, state);
  if (!advice.empty() && state.empty()) append_clause(what, advice);
  if (!advice.empty() && !state.empty()) what.append(". ").append(without_period(advice));
  if (!state.empty()) context.state = state;
  context.advice = advice;
  return Error(kind, std::move(what), std::move(context));
}

}  // namespace migrate::core

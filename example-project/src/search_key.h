#pragma once

#include <cctype>
#include <string>

// What people type when they look for a label: small letters and digits, nothing else.
inline std::string search_key(const std::string& label) {
  std::string key;
  for (const char c : label)
    if (std::isalnum(static_cast<unsigned char>(c)))
      key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return key;
}

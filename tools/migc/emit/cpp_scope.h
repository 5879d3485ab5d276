#pragma once

// Names of a database as names of C++: the same where they can be, else near enough to be found.
//
//     CppScope names;
//     names.add("error_count");   // "error_count"
//     names.add("class");         // "class_", because C++ has that word
//     names.add("e-mail");        // "e_mail"
//     names.add("e mail");        // "e_mail_2", because there is one

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace migrate::migc {

class CppScope {
 public:
  // `taken`: names of the same scope.
  explicit CppScope(std::set<std::string, std::less<>> taken = {}) : taken_(std::move(taken)) {}

  [[nodiscard]] std::string add(std::string_view name);

 private:
  std::set<std::string, std::less<>> taken_;
};

}  // namespace migrate::migc

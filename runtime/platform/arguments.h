#pragma once

// The words of a command line in UTF-8, as all text of this project is. Windows gives main() its words in the
// code page of the process, which lacks most characters: there they are taken from the command line itself.

#include <string>
#include <vector>

namespace migrate::platform {

class Arguments {
 public:
  // `argv`: main()'s, or the last of its words. A word that is none of them stays as it is.
  Arguments(int argc, const char* const* argv);

  [[nodiscard]] int count() const noexcept { return static_cast<int>(words_.size()); }
  // Valid while this object lives.
  [[nodiscard]] const char* const* words() const noexcept { return pointers_.data(); }

 private:
  std::vector<std::string> words_;
  std::vector<const char*> pointers_;
};

}  // namespace migrate::platform

#include "platform/arguments.h"

#include <memory>
#include <span>

#include "platform/wide.h"

#include <shellapi.h>

namespace migrate::platform {

namespace {

std::vector<std::wstring> words_of_process() {
  int count = 0;
  const Local<LPWSTR> words(CommandLineToArgvW(GetCommandLineW(), &count));
  return words == nullptr ? std::vector<std::wstring>()
                          : std::vector<std::wstring>(words.get(), words.get() + count);
}

// As the C library hands it to main().
std::string in_code_page(const std::wstring& word) {
  const int most = static_cast<int>(word.size()) * 4;
  std::string bytes(static_cast<std::size_t>(most), '\0');
  bytes.resize(static_cast<std::size_t>(WideCharToMultiByte(
      CP_ACP, 0, word.data(), static_cast<int>(word.size()), bytes.data(), most, nullptr, nullptr)));
  return bytes;
}

}  // namespace

Arguments::Arguments(int argc, const char* const* argv) : words_(argv, argv + argc) {
  const std::vector<std::wstring> whole = words_of_process();
  for (std::size_t end = 1; end <= words_.size() && end <= whole.size(); ++end) {
    std::string& word = words_[words_.size() - end];
    const std::wstring& wide = whole[whole.size() - end];
    if (in_code_page(wide) == word) word = to_utf8(wide);
  }
  for (const std::string& word : words_) pointers_.push_back(word.c_str());
  pointers_.push_back(nullptr);
}

}  // namespace migrate::platform

#include "platform/standard_streams.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>

#include <algorithm>
#include <iostream>
#include <optional>
#include <streambuf>
#include <string>

#include "platform/wide.h"

namespace migrate::platform {

namespace {

constexpr bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

// How much of the text has no part of a character at its end.
std::size_t whole_characters(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && text.size() - begin < 3 && continues_character(text[begin - 1])) --begin;
  if (begin == 0) return text.size();
  const auto lead = static_cast<unsigned char>(text[begin - 1]);
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return text.size() - begin + 1 < size ? begin - 1 : text.size();
}

// Writes UTF-16 to a console, which needs no code page for it.
class ConsoleBuffer final : public std::streambuf {
 public:
  explicit ConsoleBuffer(HANDLE console) : console_(console) {}

 protected:
  int_type overflow(int_type character) override {
    if (!traits_type::eq_int_type(character, traits_type::eof()))
      text_ += traits_type::to_char_type(character);
    return text_.size() < most_kept || sync() == 0 ? traits_type::not_eof(character) : traits_type::eof();
  }

  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    text_.append(bytes, static_cast<std::size_t>(count));
    return text_.size() < most_kept || sync() == 0 ? count : 0;
  }

  int sync() override {
    const std::size_t size = whole_characters(text_);
    const std::wstring wide = to_wide(std::string_view(text_).substr(0, size));
    text_.erase(0, size);
    constexpr std::size_t most_at_once = 8192;  // a console of Windows 7 takes 64 KiB
    for (std::size_t at = 0; at < wide.size();) {
      const auto count = static_cast<DWORD>(std::min(wide.size() - at, most_at_once));
      DWORD written = 0;
      if (WriteConsoleW(console_, wide.data() + at, count, &written, nullptr) == 0 || written == 0) return -1;
      at += written;
    }
    return 0;
  }

 private:
  static constexpr std::size_t most_kept = 4096;
  HANDLE console_;
  std::string text_;
};

// Reads the UTF-16 that is typed on a console, a line at a time.
class TypedBuffer final : public std::streambuf {
 public:
  explicit TypedBuffer(HANDLE console) : console_(console) {}

 protected:
  int_type underflow() override {
    text_ = utf8_lines(read());
    setg(text_.data(), text_.data(), text_.data() + text_.size());
    return text_.empty() ? traits_type::eof() : traits_type::to_int_type(text_.front());
  }

 private:
  // A console gives what it has, which may end between the halves of a surrogate pair.
  std::wstring read() {
    std::wstring wide(most_at_once, L'\0');
    DWORD size = 0;
    if (ReadConsoleW(console_, wide.data(), most_at_once - 1, &size, nullptr) == 0) size = 0;
    if (size > 0 && IS_HIGH_SURROGATE(wide[size - 1])) {
      DWORD more = 0;
      if (ReadConsoleW(console_, wide.data() + size, 1, &more, nullptr) != 0) size += more;
    }
    wide.resize(size);
    return wide;
  }

  // A line that begins with Ctrl-Z ends the input, as the C library has it.
  static std::string utf8_lines(std::wstring wide) {
    if (wide.starts_with(L'\x1a')) return {};
    std::erase(wide, L'\r');
    return to_utf8(wide);
  }

  static constexpr DWORD most_at_once = 4096;
  HANDLE console_;
  std::string text_;
};

// std::cin, where it is a console.
class ChangedInput {
 public:
  ChangedInput() {
    DWORD mode = 0;
    const HANDLE handle = GetStdHandle(STD_INPUT_HANDLE);
    if (GetConsoleMode(handle, &mode) != 0) before_ = std::cin.rdbuf(&typed_.emplace(handle));
  }
  ChangedInput(const ChangedInput&) = delete;
  ChangedInput& operator=(const ChangedInput&) = delete;
  ~ChangedInput() {
    if (before_ != nullptr) std::cin.rdbuf(before_);
  }

 private:
  std::optional<TypedBuffer> typed_;
  std::streambuf* before_ = nullptr;
};

// One stream: a console, or else what takes bytes.
class ChangedStream {
 public:
  ChangedStream(std::ostream& stream, FILE* file, DWORD which) : stream_(stream), file_(file) {
    flush();
    DWORD mode = 0;
    const HANDLE handle = GetStdHandle(which);
    if (GetConsoleMode(handle, &mode) != 0)
      before_ = stream_.rdbuf(&console_.emplace(handle));
    else if (const int descriptor = ::_fileno(file_); descriptor >= 0)
      mode_before_ = ::_setmode(descriptor, _O_BINARY);
  }
  ChangedStream(const ChangedStream&) = delete;
  ChangedStream& operator=(const ChangedStream&) = delete;
  ~ChangedStream() {
    flush();
    if (before_ != nullptr) stream_.rdbuf(before_);
    if (mode_before_ >= 0) ::_setmode(::_fileno(file_), mode_before_);
  }

 private:
  void flush() {
    stream_.flush();
    std::fflush(file_);
  }

  std::ostream& stream_;
  FILE* file_;
  std::optional<ConsoleBuffer> console_;
  std::streambuf* before_ = nullptr;
  int mode_before_ = -1;
};

}  // namespace

struct StandardStreams::Changed {
  ChangedInput in;
  ChangedStream out{std::cout, stdout, STD_OUTPUT_HANDLE};
  ChangedStream err{std::cerr, stderr, STD_ERROR_HANDLE};
};

StandardStreams::StandardStreams() : changed_(std::make_unique<Changed>()) {}

StandardStreams::~StandardStreams() = default;

}  // namespace migrate::platform

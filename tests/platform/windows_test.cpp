// What the Windows files of runtime/platform do, under Windows or Wine.

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>

#include "platform/build_id.h"
#include "platform/environment.h"
#include "platform/file_identity.h"
#include "platform/file_reader.h"
#include "platform/folder_listing.h"
#include "platform/rename.h"
#include "platform/shell.h"
#include "platform/signals.h"
#include "platform/standard_streams.h"
#include "platform/terminal.h"
#include "platform/wide.h"
#include "support/temporary_folder.h"

namespace migrate::platform {
namespace {

using ::testing::UnorderedElementsAre;

constexpr std::size_t limit = 10;

TEST(Wide, KeepsAllCharacters) {
  EXPECT_EQ(to_wide("aü☃😀"), L"aü☃😀");
  EXPECT_EQ(to_utf8(L"aü☃😀"), "aü☃😀");
  EXPECT_EQ(to_utf8(to_wide("a\xff")), "a\ufffd");
}

TEST(Environment, IsUtf8) {
  SetEnvironmentVariableW(L"MIGRATE_TEST", L"ünï☃");
  EXPECT_EQ(environment_variable("MIGRATE_TEST"), "ünï☃");
  SetEnvironmentVariableW(L"MIGRATE_TEST", L"");
  EXPECT_EQ(environment_variable("MIGRATE_TEST"), "");
  SetEnvironmentVariableW(L"MIGRATE_TEST", nullptr);
  EXPECT_EQ(environment_variable("MIGRATE_TEST"), std::nullopt);
}

TEST(FileReader, ReadsBytesOfAnyName) {
  const testing::TemporaryFolder folder;
  folder.write("ünï☃", "a\r\nb\x1a");
  const FileContent content = read_file(folder.file("ünï☃"), SymbolicLinks::refuse, limit);
  EXPECT_EQ(content.state, FileState::read);
  EXPECT_EQ(content.bytes, "a\r\nb\x1a");
  EXPECT_EQ(read_file(folder.file("ünï☃"), SymbolicLinks::refuse, 3).state, FileState::too_big);
  EXPECT_EQ(read_file(folder.file("x"), SymbolicLinks::refuse, limit).state, FileState::missing);
  EXPECT_EQ(read_file(folder.path(), SymbolicLinks::refuse, limit).state, FileState::directory);
}

TEST(FileReader, ReadsNoDevice) {
  const testing::TemporaryFolder folder;
  EXPECT_NE(read_file("NUL", SymbolicLinks::refuse, limit).state, FileState::read);
  EXPECT_NE(read_file(folder.file("nul"), SymbolicLinks::refuse, limit).state, FileState::read);
  EXPECT_NE(read_file("CON", SymbolicLinks::refuse, limit).state, FileState::read);
  EXPECT_EQ(read_file("NUL", SymbolicLinks::follow, limit).state, FileState::not_regular);
}

TEST(FileReader, TellsAFileThatAnotherProcessKeepsToItself) {
  const testing::TemporaryFolder folder;
  folder.write("x", "content");
  const Handle alone(
      CreateFileW(to_wide(folder.file("x")).c_str(), GENERIC_READ, 0, nullptr, OPEN_EXISTING, 0, nullptr));
  const FileContent content = read_file(folder.file("x"), SymbolicLinks::refuse, limit);
  EXPECT_EQ(content.state, FileState::unreadable);
  EXPECT_EQ(content.error, std::errc::device_or_resource_busy);
}

TEST(FolderListing, HasAllNames) {
  const testing::TemporaryFolder folder;
  folder.write("ünï☃", "");
  folder.write("b/c", "");
  std::error_code error;
  EXPECT_THAT(list_folder(folder.path(), error), UnorderedElementsAre("ünï☃", "b"));
  EXPECT_FALSE(error);
  EXPECT_THAT(list_folder(folder.file("nowhere"), error), UnorderedElementsAre());
  EXPECT_EQ(error, std::errc::no_such_file_or_directory);
  EXPECT_THAT(list_folder(folder.file("ünï☃"), error), UnorderedElementsAre());
  EXPECT_EQ(error, std::errc::not_a_directory);
}

TEST(FileIdentity, IsAnotherOneAfterAWrite) {
  const testing::TemporaryFolder folder;
  folder.write("ü", "a");
  folder.write("other", "a");
  const auto before = identify_file(folder.file("ü"));
  EXPECT_NE(before, std::nullopt);
  EXPECT_NE(before, identify_file(folder.file("other")));
  folder.write("ü", "ab");
  EXPECT_NE(identify_file(folder.file("ü")), before);
  EXPECT_EQ(identify_file(folder.file("missing")), std::nullopt);
}

TEST(Rename, LeavesAFileThatIsOpen) {
  const testing::TemporaryFolder folder;
  folder.write("from", "new");
  folder.write("to", "old");
  {
    const Handle open(CreateFileW(to_wide(folder.file("to")).c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr,
                                  OPEN_EXISTING, 0, nullptr));
    EXPECT_NE(rename_over(folder.file("from"), folder.file("to")), std::error_code());
  }
  EXPECT_EQ(folder.read("to"), "old");
  EXPECT_EQ(folder.read("from"), "new");
}

TEST(Shell, QuotesAWordOnlyWhereItMust) {
  EXPECT_EQ(shell_word("C:\\db\\migrations-1"), "C:\\db\\migrations-1");
  EXPECT_EQ(shell_word("my dir\\"), "\"my dir\\\\\"");
  EXPECT_EQ(shell_word("it's & more"), "\"it's & more\"");
  EXPECT_EQ(shell_word("say \"a\""), "\"say \\\"a\\\"\"");
  EXPECT_EQ(shell_word(""), "\"\"");
}

TEST(Shell, TellsHowACommandEnded) {
  EXPECT_EQ(run_in_shell("exit 0"), 0);
  EXPECT_EQ(run_in_shell("exit 7"), 7);
  EXPECT_THAT(output_in_shell("echo hello").value_or(""), ::testing::StartsWith("hello"));
}

TEST(Signals, AreForOneGuardAtATime) {
  for (int i = 0; i < 2; ++i) {
    const InterruptGuard guard;
    EXPECT_FALSE(*guard.stop());
  }
}

// The console of this process, on whose keyboard it types.
class Console {
 public:
  Console()
      : input_(CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                           nullptr, OPEN_EXISTING, 0, nullptr)) {
    DWORD mode = 0;
    is_open_ = GetConsoleMode(input_.get(), &mode) != 0;
    SetStdHandle(STD_INPUT_HANDLE, input_.get());
  }
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;
  ~Console() { SetStdHandle(STD_INPUT_HANDLE, before_); }

  bool is_open() const { return is_open_; }
  void type(std::wstring_view text) const {
    for (const wchar_t character : text) {
      INPUT_RECORD key{};
      key.EventType = KEY_EVENT;
      key.Event.KeyEvent.bKeyDown = TRUE;
      key.Event.KeyEvent.wRepeatCount = 1;
      key.Event.KeyEvent.uChar.UnicodeChar = character;
      if (character == L'\r') key.Event.KeyEvent.wVirtualKeyCode = VK_RETURN;
      DWORD written = 0;
      WriteConsoleInputW(input_.get(), &key, 1, &written);
    }
  }

 private:
  HANDLE before_ = GetStdHandle(STD_INPUT_HANDLE);
  Handle input_;
  bool is_open_ = false;
};

TEST(StandardStreams, ReadWhatIsTypedAsUtf8) {
  const Console console;
  if (!console.is_open()) GTEST_SKIP() << "there is no console";
  const StandardStreams streams;
  console.type(L"ünï☃\rsecond\r");
  std::string line;
  std::getline(std::cin, line);
  EXPECT_EQ(line, "ünï☃");
  std::getline(std::cin, line);
  EXPECT_EQ(line, "second");
}

TEST(Terminal, IsNoOtherFile) {
  const Handle nothing(CreateFileW(L"NUL", GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, 0, nullptr));
  const HANDLE before = GetStdHandle(STD_ERROR_HANDLE);
  SetStdHandle(STD_ERROR_HANDLE, nothing.get());
  EXPECT_FALSE(is_terminal(Stream::err));
  EXPECT_EQ(terminal_columns(Stream::err), 0u);
  SetStdHandle(STD_ERROR_HANDLE, before);
}

}  // namespace
}  // namespace migrate::platform

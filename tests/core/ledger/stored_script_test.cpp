#include "core/ledger/stored_script.h"

#include <gtest/gtest.h>

namespace migrate::core {
namespace {

// "sql DROP TABLE a|call undo|", or "refused"
std::string read(std::string_view json) {
  const auto items = parse_stored_script(json);
  if (!items) return "refused";
  std::string text;
  for (const StoredItem& item : *items) text += (item.is_call ? "call " : "sql ") + item.text + '|';
  return text;
}

TEST(StoredScript, IsReadInOrder) {
  EXPECT_EQ(read(R"([{"sql":"DROP TABLE a"},{"call":"undo"}])"), "sql DROP TABLE a|call undo|");
  EXPECT_EQ(read("[]"), "");
}

TEST(StoredScript, MayHaveSpaceBetweenItsParts) {
  EXPECT_EQ(read(" [ { \"sql\" :\n\"x\" } ,\t{\"call\": \"y\"} ]\r\n"), "sql x|call y|");
}

TEST(StoredScript, UndoesEveryEscape) {
  EXPECT_EQ(read(R"([{"sql":"\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\ude00"}])"),
            "sql \"\\/\b\f\n\r\tA\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80|");
}

TEST(StoredScript, RefusesWhatIsNotOne) {
  for (const char* json : {"",
                           "[",
                           "]",
                           "{}",
                           R"(["x"])",
                           R"([{"sql":"x"})",
                           R"([{"sql":"x"}]])",
                           R"([{"sql":"x"},])",
                           R"([{"sql":"x")",
                           R"([{"sql":"x]})",
                           R"([{"sql":1}])",
                           R"([{"other":"x"}])",
                           R"([{"sql":"x","call":"y"}])",
                           R"([{"sql":"\x"}])",
                           R"([{"sql":"\u12"}])",
                           R"([{"sql":"\u12g4"}])",
                           R"([{"sql":"\ud83d"}])",
                           R"([{"sql":"\ud83d\u0041"}])",
                           R"([{"sql":"\)",
                           "null"})
    EXPECT_EQ(read(json), "refused") << json;
}

}  // namespace
}  // namespace migrate::core

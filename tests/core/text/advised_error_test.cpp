#include "core/text/advised_error.h"

#include <gtest/gtest.h>

namespace migrate::core {
namespace {

struct Case {
  std::string_view state;
  std::string_view advice;
  const char* message;
};

TEST(AdvisedError, HasItsStateAndAdviceAsFieldsAndInItsMessage) {
  for (const auto& [state, advice, message] : {
           Case{nothing_changed, "Undo the edit.", "b2 differs; nothing was changed. Undo the edit"},
           Case{no_state, "Undo the edit.", "b2 differs; undo the edit"},
           Case{no_state, "\"current\" shows more.", "b2 differs; \"current\" shows more"},
           Case{nothing_changed, "", "b2 differs; nothing was changed"},
           Case{no_state, "", "b2 differs"},
       }) {
    const Error error = advised_error(ErrorKind::mismatch, "b2 differs", state, advice);
    EXPECT_STREQ(error.what(), message);
    EXPECT_EQ(error.context().state, state);
    EXPECT_EQ(error.context().advice, advice);
    EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  }
}

TEST(AdvisedError, KeepsTheRestOfItsContext) {
  ErrorContext context;
  context.revision = "b2";
  context.line = 7;
  const Error error =
      advised_error(ErrorKind::usage, "b2 has no step", no_state, "Link it.", std::move(context));
  EXPECT_EQ(error.context().revision, "b2");
  EXPECT_EQ(error.context().line, 7U);
}

TEST(AdvisedError, LeavesAPeriodThatIsNotItsOwn) {
  const Error error = advised_error(ErrorKind::usage, "\"b2\" is irreversible: rows are gone.", no_state,
                                    "Choose a target that keeps it.");
  EXPECT_STREQ(error.what(), "\"b2\" is irreversible: rows are gone.; choose a target that keeps it");
}

}  // namespace
}  // namespace migrate::core

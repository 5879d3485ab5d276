#include "migc/emit/constant_text.h"

#include <gtest/gtest.h>

#include <string>

namespace migrate::migc {
namespace {

using generated::Text;

std::size_t row_size_of(const std::string& declaration) {
  return std::stoul(declaration.substr(declaration.find("[][") + 3));
}

// As its compiler sees it: rows of literals, filled with zeros, or of single characters.
std::string bytes_of(const std::string& declaration) {
  const std::size_t row_size = row_size_of(declaration);
  std::string bytes;
  std::size_t row_begin = 0;
  bool is_list = false;
  for (std::size_t at = declaration.find('\n') + 1; at < declaration.size(); ++at) {
    const char c = declaration[at];
    if (c == '{') is_list = true;
    if (c == 'x' || c == 'y') bytes += c;
    if (c == '}' && !is_list) break;
    if (c == '}') {
      is_list = false;
      row_begin = bytes.size();
      ++at;
    } else if (c == ',' && !is_list) {
      bytes.resize(row_begin += row_size, '\0');
    }
  }
  return bytes;
}

std::string piece_of(const std::string& bytes, Text place) {
  return bytes.substr(place.offset, place.size);
}

TEST(ConstantText, IsOneLiteralWhereItIsShort) {
  const ConstantText text("onetwo", {0, 3});
  EXPECT_EQ(text.declaration("text"), "constexpr char text[] =\n    \"one\"\n    \"two\"\n    ;\n\n");
  EXPECT_EQ(text.view("text"), "{text, sizeof text - 1}");
  EXPECT_EQ(text.place({3, 3}).offset, 3u);
  EXPECT_EQ(ConstantText("", {}).declaration("none"), "constexpr char none[] =\n    \"\"\n    ;\n\n");
}

TEST(ConstantText, HasRowsThatEndBetweenPieces) {
  const std::string text = std::string(40000, 'x') + std::string(24999, 'y') + "x";
  EXPECT_EQ(ConstantText(text.substr(1), {40000}).view("text"), "{text, sizeof text - 1}");
  const ConstantText rows(text, {0, 40000, 64999});
  EXPECT_EQ(rows.view("text"), "{text[0], sizeof text}");
  EXPECT_EQ(rows.declaration("text").find("constexpr char text[][40001] = {\n    \"xxx"), 0u);
  EXPECT_EQ(rows.place({40000, 24999}).offset, 40001u);
  EXPECT_EQ(rows.place({64999, 1}).offset, 40001u + 24999u);
  const std::string bytes = bytes_of(rows.declaration("text"));
  EXPECT_EQ(bytes.size(), 2 * 40001u);
  EXPECT_EQ(piece_of(bytes, rows.place({0, 40000})), text.substr(0, 40000));
  EXPECT_EQ(piece_of(bytes, rows.place({40000, 24999})), text.substr(40000, 24999));
  EXPECT_EQ(piece_of(bytes, rows.place({64999, 1})), "x");
}

TEST(ConstantText, HasALongPieceInRowsWithoutFilling) {
  const std::string text = "x" + std::string(130001, 'y') + "x";
  const ConstantText rows(text, {1, 130002});
  const std::string bytes = bytes_of(rows.declaration("text"));
  EXPECT_LT(bytes.size(), text.size() + 60000);
  EXPECT_EQ(piece_of(bytes, rows.place({0, 1})), "x");
  EXPECT_EQ(piece_of(bytes, rows.place({1, 130001})), text.substr(1, 130001));
  EXPECT_EQ(piece_of(bytes, rows.place({130002, 1})), "x");
}

TEST(ConstantText, EndsWithAnEmptyRowAfterAFullOne) {
  const std::string text = std::string(64000, 'x') + std::string(128002, 'y');
  const ConstantText rows(text, {64000});
  const std::string declaration = rows.declaration("text");
  EXPECT_EQ(row_size_of(declaration), 64001u);
  const std::string bytes = bytes_of(declaration);
  EXPECT_EQ(bytes.size(), 4 * 64001u);
  EXPECT_EQ(piece_of(bytes, rows.place({64000, 128002})), text.substr(64000));
  EXPECT_EQ(declaration.substr(declaration.size() - 24), "    },\n    \"\"\n    ,\n};\n\n");
}

}  // namespace
}  // namespace migrate::migc

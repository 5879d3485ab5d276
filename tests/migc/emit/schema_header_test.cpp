#include "migc/emit/schema_header.h"

#include <gtest/gtest.h>

#include "migc/emit/cpp_scope.h"
#include "migc/emit/cpp_types.h"

namespace migrate::migc {
namespace {

EntityColumn header_column(const std::string& name, const std::string& type, bool is_required = false) {
  return {.name = name, .type = type, .is_required = is_required};
}

TEST(CppScope, AreNamesOfCpp) {
  const std::pair<const char*, const char*> cases[] = {
      {"error_count", "error_count"},
      {"class", "class_"},
      {"e-mail", "e_mail"},
      {"e mail", "e_mail_2"},
      {"__x__", "x_"},
      {"1st", "n1st"},
      {"_", "n"},
      {"\xc3\xa4", "n_2"},
      {"audit.log", "audit_log"},
      {"table_name", "table_name_2"},
  };
  CppScope names({"table_name"});
  for (const auto& [name, expected] : cases) EXPECT_EQ(names.add(name), expected) << name;
}

TEST(CppTypes, FollowTheTypesOfTheEngine) {
  EXPECT_EQ(cpp_type(Dialect::sqlite, "UNSIGNED BIG INT"), "std::int64_t");
  EXPECT_EQ(cpp_type(Dialect::sqlite, "boolean"), "bool");
  EXPECT_EQ(cpp_type(Dialect::sqlite, "varchar (40)"), "std::string");
  EXPECT_EQ(cpp_type(Dialect::sqlite, "double precision"), "double");
  EXPECT_EQ(cpp_type(Dialect::sqlite, "blob"), "std::vector<std::byte>");
  EXPECT_EQ(cpp_type(Dialect::sqlite, ""), "std::string");
  EXPECT_EQ(cpp_type(Dialect::postgres, "smallint"), "std::int16_t");
  EXPECT_EQ(cpp_type(Dialect::postgres, "integer[]"), "std::string");
  EXPECT_EQ(cpp_type(Dialect::postgres, "real"), "float");
  EXPECT_EQ(cpp_type(Dialect::postgres, "timestamp with time zone"), "std::string");
}

TEST(CppTypes, HoldTheValuesOfBothEngines) {
  EXPECT_EQ(common_cpp_type("bool", "bool"), "bool");
  EXPECT_EQ(common_cpp_type("std::int64_t", "std::int32_t"), "std::int64_t");
  EXPECT_EQ(common_cpp_type("float", "double"), "double");
  EXPECT_EQ(common_cpp_type("std::int64_t", "bool"), "std::string");
}

TEST(SchemaHeader, HasTheTablesOfAllEngines) {
  const Entity runs{.name = "runs",
                    .columns = {header_column("id", "integer", true), header_column("runs", "text"),
                                header_column("say \"class\"", "real", true)}};
  const Entity runs_there{
      .name = "runs", .columns = {header_column("id", "bigint", true), header_column("note", "text", true)}};
  const Entity audit{.name = "Audit log", .columns = {header_column("class", "bytea")}};
  EXPECT_EQ(
      emit_schema_header("shop", {{Dialect::sqlite, {runs}}, {Dialect::postgres, {runs_there, audit}}}),
      "// shop: the tables and columns at the head of the chain.\n"
      "// Written by migc 0.1.0; change the revision files and build again instead of editing this.\n"
      "\n"
      "#pragma once\n"
      "\n"
      "#include <cstddef>\n"
      "#include <cstdint>\n"
      "#include <string>\n"
      "#include <string_view>\n"
      "#include <vector>\n"
      "\n"
      "#include \"migrate/column.h\"\n"
      "\n"
      "namespace shop::schema {\n"
      "\n"
      "struct Audit_log {\n"
      "  static constexpr std::string_view table_name = \"Audit log\";\n"
      "  static constexpr migrate::Column<std::vector<std::byte>, true> class_{table_name, \"class\"};\n"
      "};\n"
      "\n"
      "struct runs {\n"
      "  static constexpr std::string_view table_name = \"runs\";\n"
      "  static constexpr migrate::Column<std::int64_t, false> id{table_name, \"id\"};\n"
      "  static constexpr migrate::Column<std::string, true> runs_2{table_name, \"runs\"};\n"
      "  static constexpr migrate::Column<double, false> say_class_{table_name, \"say \\\"class\\\"\"};\n"
      "  static constexpr migrate::Column<std::string, false> note{table_name, \"note\"};\n"
      "};\n"
      "\n"
      "}  // namespace shop::schema\n");
}

}  // namespace
}  // namespace migrate::migc

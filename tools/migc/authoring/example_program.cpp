#include "migc/authoring/example_program.h"

#include <fmt/format.h>

#include "migrate/version.h"

namespace migrate::migc {

namespace {

struct Engine {
  std::string_view component;
  std::string_view header;
  std::string_view connection;  // the declaration in main()
};

Engine engine_of(Dialect dialect) {
  switch (dialect) {
    case Dialect::sqlite:
      return {"sqlite", "migrate/sqlite.h", "migrate::SqliteConnection connection(\"app.db\");"};
    case Dialect::postgres:
      return {"postgres", "migrate/postgres.h",
              "migrate::PostgresConnection connection(\"postgresql:///app\");"};
  }
  return {};
}

// One argument for CMake.
std::string cmake_word(std::string_view text) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+-";
  return text.find_first_not_of(plain) == std::string_view::npos ? std::string(text)
                                                                 : fmt::format("\"{}\"", text);
}

std::string_view minor_version() {
  return library_version.substr(0, library_version.rfind('.'));
}

std::string find_lines(Dialect dialect) {
  return fmt::format("find_package(Migrate {} REQUIRED COMPONENTS {} cli migc)\n", minor_version(),
                     engine_of(dialect).component);
}

std::string target_lines(std::string_view folder, Dialect dialect) {
  return fmt::format(
      "target_link_libraries(app PRIVATE Migrate::{} Migrate::cli)\n"
      "migrate_add_revisions(app DIRECTORY {})\n",
      engine_of(dialect).component, cmake_word(folder));
}

}  // namespace

std::string cmake_lines(std::string_view folder, Dialect dialect) {
  return find_lines(dialect) + target_lines(folder, dialect);
}

std::string example_cmake_lists(std::string_view folder, Dialect dialect) {
  return "cmake_minimum_required(VERSION 3.22)\nproject(app LANGUAGES CXX)\n\n" + find_lines(dialect) +
         "\nadd_executable(app main.cpp)\n" + target_lines(folder, dialect);
}

std::string main_lines(Dialect dialect) {
  return fmt::format(
      "{}\n"
      "if (argc > 1 && std::string_view(argv[1]) == \"migrate\")\n"
      "  return migrate::run_cli(app::revisions(), connection, argc - 1, argv + 1);\n"
      "migrate::upgrade(connection, app::revisions());\n",
      engine_of(dialect).connection);
}

std::string example_main(Dialect dialect) {
  const Engine engine = engine_of(dialect);
  return fmt::format(
      "// app                      brings its database up to date\n"
      "// app migrate COMMAND      upgrade, downgrade, current, history and so on; --help lists them\n"
      "\n"
      "#include <migrate/cli.h>\n"
      "#include <migrate/migrator.h>\n"
      "#include <{}>\n"
      "\n"
      "#include <cstdio>\n"
      "#include <string_view>\n"
      "\n"
      "#include \"app/revisions.h\"\n"
      "\n"
      "int main(int argc, char** argv) {{\n"
      "  {}\n"
      "  if (argc > 1 && std::string_view(argv[1]) == \"migrate\")\n"
      "    return migrate::run_cli(app::revisions(), connection, argc - 1, argv + 1);\n"
      "  try {{\n"
      "    const migrate::Report report = migrate::upgrade(connection, app::revisions());\n"
      "    std::printf(\"the database is at its head; %zu revisions were applied now\\n\", "
      "report.steps.size());\n"
      "  }} catch (const migrate::Error& error) {{\n"
      "    std::fprintf(stderr, \"%s\\n\", error.what());\n"
      "    return migrate::exit_code(error.kind());\n"
      "  }}\n"
      "  // From here on the program may use its database.\n"
      "}}\n",
      engine.header, engine.connection);
}

}  // namespace migrate::migc

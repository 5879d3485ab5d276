#pragma once

// A program with a chain and a SQLite file, as a person runs its commands.

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cli/answers.h"
#include "cli/commands.h"
#include "contract/scripted_chain.h"
#include "migrate/driver.h"
#include "support/temporary_folder.h"

namespace migrate::testing {

class Shop : public ::testing::Test {
 protected:
  // items <- prices <- notes
  static std::vector<ScriptedRevision> line() {
    return {creates("items"), creates("prices", {"items"}), creates("notes", {"prices"})};
  }

  // Runs the command on shop.db; one that names its database itself is run as it is.
  Answer run(const Chain& chain, const std::string& line) {
    std::vector<std::string> words = words_of(line);
    if (line.find("--url") == std::string::npos) words.insert(words.end(), {"--url", url()});
    return run_words(chain, words);
  }
  Answer run(const std::string& line) { return run(chain_, line); }

  // Without any --url.
  Answer run_plainly(const std::string& line) { return run_on_none(chain_, line); }
  Answer run_on_none(const Chain& chain, const std::string& line) { return run_words(chain, words_of(line)); }

  // What it answers when its output goes to the stream.
  Answer run_into(std::ostream& out, const Chain& chain, const std::string& line) {
    std::ostringstream err;
    const int code = run_words(chain, words_of(line), out, err);
    return {code, "", err.str()};
  }

  std::string path() const { return folder_.file("shop.db"); }
  std::string url() const { return "sqlite:///" + path(); }
  bool exists() const { return std::filesystem::exists(path()); }
  void execute(const std::string& sql) {
    SQLite::Database(path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(sql);
  }
  std::string query(const std::string& sql) {
    return SQLite::Database(path(), SQLite::OPEN_READONLY).execAndGet(sql).getString();
  }
  std::string tables() {
    return query(
        "SELECT coalesce(group_concat(name), '') FROM (SELECT name FROM sqlite_schema WHERE"
        " type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'migrate_%' ORDER BY name)");
  }

  TemporaryFolder folder_;
  ScriptedChain chain_{line()};
  cli::DatabaseAccess access_{.drivers = {sqlite_driver()}};

 private:
  Answer run_words(const Chain& chain, const std::vector<std::string>& words) {
    std::ostringstream out, err;
    const int code = run_words(chain, words, out, err);
    return {code, out.str(), err.str()};
  }

  int run_words(const Chain& chain, const std::vector<std::string>& words, std::ostream& out,
                std::ostream& err) {
    const auto get_chain = [&chain]() -> const Chain& { return chain; };
    cli::Invocation invocation{.options = {},
                               .chain = get_chain,
                               .out = out,
                               .err = err,
                               .compiled_chain = get_chain,
                               .database = access_,
                               .program = "shop 1.0"};
    std::vector<cli::Command> commands = cli::database_commands(invocation);
    commands.push_back(cli::check_command(invocation));
    commands.push_back(cli::ensure_version_command(invocation));
    for (cli::Command& command : cli::chain_commands(invocation)) commands.push_back(std::move(command));
    const cli::Program program{
        .name = "shop",
        .summary = "A shop",
        .version = "shop 1.0",
        .declare = [&](cli::OptionSet& options) { invocation.options.declare(options); },
        .commands = std::move(commands)};
    std::vector<const char*> arguments{"shop"};
    for (const std::string& word : words) arguments.push_back(word.c_str());
    return cli::run_command_line(program, static_cast<int>(arguments.size()), arguments.data(), out, err);
  }
};

}  // namespace migrate::testing

#pragma once

// What every command works with, whatever its own options: the chain, the database, the two streams, and the
// options that all commands share.

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"
#include "cli/database.h"
#include "migrate/chain.h"

namespace migrate::cli {

enum class Format : bool { text, json };
enum class ColorMode : std::uint8_t { automatic, always, never };

// --format, --quiet, --color
struct CommonOptions {
  Format format = Format::text;
  ColorMode color = ColorMode::automatic;
  bool quiet = false;

  void declare(OptionSet& options);
};

// What a build's proof found out about a revision on one engine.
struct BuildVerdict {
  std::string dialect;
  std::string version;       // of the engine; empty: it was not available
  std::string verdict;       // as in proof.json: "not_proven"
  bool is_outdated = false;  // the revision was edited since
};

// What a stamp is going to record in a database that has no history.
struct FirstStamp {
  const DatabaseOptions& database;
  std::vector<std::string> rows;  // that the version table is going to have
  std::string schema;             // that --schema or --env names
  bool is_forced = false;         // --force
};

struct Invocation {
  CommonOptions options;
  // Called once by a command that needs the chain: a program has it compiled in, migc reads the folder.
  std::function<const Chain&()> chain;
  std::ostream& out;  // results
  std::ostream& err;  // everything else
  // The same with its scripts and digests, which migc makes only for commands that run or compare them.
  std::function<const Chain&()> compiled_chain = {};
  DatabaseAccess database = {};
  // Of the last build, where one is known: a program has none.
  std::function<std::vector<BuildVerdict>(const Revision& revision)> build_verdicts = {};
  // Compares the database with what the rows stand for, and says what differs. Throws migrate::Error
  // (`mismatch`) where they cannot be right, unless the stamp is forced. A program has none: it stamps.
  std::function<void(const FirstStamp& stamp)> judge_first_stamp = {};
  std::string program = {};     // name and version, for the history
  std::string typed_name = {};  // what a person types before a command
  bool err_is_terminal = false;
  bool out_is_terminal = false;
};

// A command from a struct: its fields hold what was typed, declare() binds options to them, run() reads them
// and returns the exit code. `context` is an Invocation or derives from one, and must outlive the command.
template <typename T, typename Context>
Command make_command(const Context& context, std::string_view name, std::string_view summary,
                     std::string_view example) {
  const auto typed = std::make_shared<T>();
  return {name, summary, example, [typed, &context](OptionSet& options) { typed->declare(options, context); },
          [typed, &context] { return typed->run(context); }};
}

}  // namespace migrate::cli

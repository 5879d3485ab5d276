#pragma once

// The chain of a migrations folder for the commands that migc shares with programs, read when one asks for
// it.

#include <iosfwd>
#include <optional>
#include <string>

#include "cli/database.h"
#include "migc/chain/chain_builder.h"

namespace migrate::migc {

// All functions print the mistakes of the folder that stop them and throw migrate::Error
// (bad_input).
class ChainSource {
 public:
  // Both must outlive the source.
  ChainSource(const std::string& folder, std::ostream& err) : folder_(folder), err_(err) {}

  // The chain as the headers tell it, for a command that looks or plans. Several heads or bases are no
  // obstacle to that.
  const Chain& linked();
  // The whole chain, for a command that runs it. Locked revisions must be as they were locked.
  const Chain& compiled();

  // What migrate.yaml says of the database of an environment, or of the database where the name is empty,
  // with the variable that the URL names looked up.
  cli::ConfiguredDatabase database(const std::string& environment) const;

 private:
  const std::string& folder_;
  std::ostream& err_;
  std::optional<core::OwnedChain> linked_;
  std::optional<core::OwnedChain> compiled_;
};

}  // namespace migrate::migc

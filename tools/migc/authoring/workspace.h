#pragma once

// A migrations folder that a command is about to write into. The chain is checked before, and again as it
// will be with what is written, so that a command never leaves a file behind that breaks it.

#include <iosfwd>
#include <string>

#include "migc/chain/chain_builder.h"
#include "migc/folder/folder.h"

namespace migrate::migc {

struct Workspace {
  Folder folder;
  core::OwnedChain chain;  // as the headers tell it
};

// Several heads or bases are no obstacle. Throws migrate::Error (bad_input), after the mistakes were printed
// to `err`, when the chain is invalid.
[[nodiscard]] Workspace open_workspace(const std::string& dir, NoRevisions none, std::ostream& err);

// The folder as it will be with this file. It comes last, so that a name it shares with another file is its
// own mistake. Nothing is written. Throws as above when the file or the chain would then have a mistake.
[[nodiscard]] Folder with_file(Folder folder, const SourceFile& source, FileKind kind, std::ostream& err);

}  // namespace migrate::migc

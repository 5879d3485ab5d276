#pragma once

// A migrations folder as it was read: its settings and its revision files with their headers. Whether the
// revisions make a chain is for migc/chain/chain_rules.h to say.
//
//     Diagnostics diagnostics;
//     const Folder folder = read_folder("migrations", diagnostics);
//     check_structure(folder, diagnostics);
//     check_policy(folder, diagnostics);
//     check_lock(folder, diagnostics);

#include <string>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/header.h"
#include "migc/folder/queries.h"
#include "migc/folder/settings.h"
#include "migc/folder/source_file.h"
#include "migc/folder/versions_folder.h"

namespace migrate::migc {

struct RevisionFile {
  SourceFile source;
  FileKind kind;
  Header header;
};

struct Folder {
  std::string dir;  // as it was given, without a slash at its end
  FolderSettings settings;
  std::vector<RevisionFile> files;  // those whose header could be read, sorted by the bytes of their paths
  std::vector<QueryFile> queries;

  // The first folder of `versions`, as messages name it.
  std::string versions_path() const { return dir + "/" + settings.versions.front(); }
};

// The name of a migrations folder as messages show it: without slashes at its end.
[[nodiscard]] std::string folder_name(const std::string& dir);

[[nodiscard]] Folder read_folder(const std::string& dir, Diagnostics& diagnostics,
                                 NoRevisions none = NoRevisions::refused);

// The files that the chain is made of, in file order: their revision line is right, and no earlier file has
// the same id. Where nothing was reported these are all files.
[[nodiscard]] std::vector<const RevisionFile*> taking_part(const Folder& folder);

// The bytes of a file of the migrations folder itself (migrate.yaml, migrate.lock). Nothing when there is no
// such file, or when it cannot be read, which is reported.
[[nodiscard]] std::optional<SourceFile> read_folder_file(const std::string& dir, const std::string& name,
                                                         Diagnostics& diagnostics);

}  // namespace migrate::migc

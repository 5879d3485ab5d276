#pragma once

// The operations of a YAML revision become the scripts of each dialect, at their point of the chain.

#include <span>

#include "migc/chain/body.h"
#include "migc/compile/yaml_body.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/replay/schemas_along_chain.h"

namespace migrate::migc {

struct CompiledRevision {
  Body body = {};
  // Whether the schemas are those after the revision: they are not when its upgrade is wrong.
  bool has_advanced = true;
};

// Reports every mistake; then the body is only good for finding more of them. REQUIRES: the form is right.
[[nodiscard]] CompiledRevision compile_yaml_revision(const RevisionFile& file, const YamlBody& body,
                                                     std::span<const Dialect> dialects,
                                                     SchemasAlongChain& schemas, Diagnostics& diagnostics);

}  // namespace migrate::migc

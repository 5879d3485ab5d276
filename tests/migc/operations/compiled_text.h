#pragma once

// YAML revisions compiled from text alone, without a folder: fast enough for thousands of them.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "migc/compile/yaml_revision.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/replay/schemas_along_chain.h"

namespace migrate::migc {

// Advances the schemas. Nothing where there is a mistake, which is reported.
inline std::optional<Body> compile_text(std::string text, SchemasAlongChain& schemas,
                                        Diagnostics& diagnostics) {
  SourceFile source("D/versions/1.yaml", "versions/1.yaml", std::move(text));
  const std::optional<Header> header = parse_header(source, FileKind::yaml, diagnostics);
  if (!header) return std::nullopt;
  const RevisionFile file{std::move(source), FileKind::yaml, *header};
  const YamlBody body = read_yaml_body(file, diagnostics);
  if (!diagnostics.empty()) return std::nullopt;
  CompiledRevision compiled = compile_yaml_revision(file, body, all_dialects, schemas, diagnostics);
  if (!diagnostics.empty()) return std::nullopt;
  return std::move(compiled.body);
}

}  // namespace migrate::migc

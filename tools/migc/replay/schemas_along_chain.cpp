#include "migc/replay/schemas_along_chain.h"

#include <algorithm>

#include "migc/replay/archive_members.h"

namespace migrate::migc {

namespace {

void apply_script(EngineReplay& engine, const RevisionFile& file, const core::ScriptSpec& script,
                  Diagnostics& diagnostics) {
  for (const core::ScriptItem& item : script.upgrade) {
    if (item.is_call) continue;
    engine.catalogue().apply_sql(item.text);
    if (const std::optional<std::string> error = engine.run(item.text)) {
      const std::string_view dialect = to_string(engine.catalogue().dialect());
      return diagnostics.error_in_line(file.source, item.line, std::string(dialect) + ": " + *error);
    }
  }
}

std::unique_ptr<EngineReplay> read_engine(Dialect dialect, ArchiveReader& archive) {
  CatalogueContents contents;
  std::string bytes;
  archive.get(contents);
  archive.get(bytes);
  return resume_engine(Catalogue(dialect, std::move(contents)), bytes);
}

}  // namespace

SchemasAlongChain::SchemasAlongChain(std::span<const Dialect> dialects) {
  for (const Dialect dialect : dialects) engines_.push_back(begin_engine(dialect));
}

EngineReplay& SchemasAlongChain::engine(Dialect dialect) noexcept {
  return **std::ranges::find_if(engines_,
                                [&](const auto& engine) { return engine->catalogue().dialect() == dialect; });
}

void SchemasAlongChain::apply(const RevisionFile& file, const Body& body, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < engines_.size(); ++i)
    apply_script(*engines_[i], file, body.scripts[i], diagnostics);
}

std::optional<std::string> SchemasAlongChain::serialize() const {
  ArchiveWriter archive;
  for (const auto& engine : engines_) {
    const std::optional<std::string> bytes = engine->serialize();
    if (!bytes) return std::nullopt;
    archive.put(engine->catalogue().contents());
    archive.put(*bytes);
  }
  return archive.take();
}

std::optional<SchemasAlongChain> SchemasAlongChain::deserialize(std::span<const Dialect> dialects,
                                                                std::string_view bytes) {
  ArchiveReader archive(bytes);
  SchemasAlongChain schemas({});
  for (const Dialect dialect : dialects) {
    schemas.engines_.push_back(read_engine(dialect, archive));
    if (!schemas.engines_.back()) return std::nullopt;
  }
  if (!archive.is_done()) return std::nullopt;
  return schemas;
}

}  // namespace migrate::migc

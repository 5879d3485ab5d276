#include "migc/replay/schemas_along_chain.h"

#include "migc/replay/archive_members.h"

namespace migrate::migc {

void SchemasAlongChain::apply(const RevisionFile& file, const Body& body, std::span<const Dialect> dialects,
                              Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < dialects.size(); ++i)
    for (const core::ScriptItem& item : body.scripts[i].upgrade) {
      if (item.is_call) continue;
      catalogue(dialects[i]).apply_sql(item.text);
      if (const std::optional<EngineError> error = run(dialects[i], item.text)) {
        diagnostics.error_in_line(file.source, item.line,
                                  std::string(to_string(dialects[i])) + ": " + error->message);
        break;
      }
    }
}

std::optional<EngineError> SchemasAlongChain::run(Dialect dialect, const std::string& statement) {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_.run(statement);
    case Dialect::postgres:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> SchemasAlongChain::serialize() const {
  const std::optional<std::string> database = sqlite_.serialize();
  if (!database) return std::nullopt;
  ArchiveWriter archive;
  for (const Catalogue& catalogue : catalogues_) archive.put(catalogue.contents());
  archive.put(*database);
  return archive.take();
}

std::optional<SchemasAlongChain> SchemasAlongChain::deserialize(std::string_view bytes) {
  ArchiveReader archive(bytes);
  std::array<CatalogueContents, all_dialects.size()> contents;
  std::string database;
  archive.get(contents);
  archive.get(database);
  if (!archive.is_done()) return std::nullopt;
  std::optional<SqliteSchema> sqlite = SqliteSchema::deserialize(database);
  if (!sqlite) return std::nullopt;
  SchemasAlongChain schemas;
  for (const Dialect dialect : all_dialects)
    schemas.catalogue(dialect) = Catalogue(dialect, std::move(contents[static_cast<std::size_t>(dialect)]));
  schemas.sqlite_ = std::move(*sqlite);
  return schemas;
}

}  // namespace migrate::migc

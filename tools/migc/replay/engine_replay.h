#pragma once

// What the revisions of a chain have made in one dialect, up to the point that the replay has reached: what
// their operations say, and the schema of an engine that ran them, where migc has one.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "migc/operations/catalogue.h"
#include "migc/operations/mistakes.h"
#include "migc/operations/operation_writer.h"

namespace migrate::migc {

// What an engine runs from here on is undone at the end of the trial's life, unless it is kept. Catalogues
// are not part of it. Trials nest.
class ReplayTrial {
 public:
  ReplayTrial() = default;
  ReplayTrial(const ReplayTrial&) = delete;
  ReplayTrial& operator=(const ReplayTrial&) = delete;
  virtual ~ReplayTrial() = default;

  // Either ends the trial.
  virtual void keep() = 0;
  virtual void undo() noexcept = 0;
};

class EngineReplay {
 public:
  explicit EngineReplay(Catalogue catalogue) : catalogue_(std::move(catalogue)) {}
  EngineReplay(const EngineReplay&) = delete;
  EngineReplay& operator=(const EngineReplay&) = delete;
  virtual ~EngineReplay() = default;

  [[nodiscard]] Catalogue& catalogue() noexcept { return catalogue_; }
  [[nodiscard]] const Catalogue& catalogue() const noexcept { return catalogue_; }

  // One statement. What the engine says against it; then nothing has happened. Nothing to say where migc has
  // no engine to run it in.
  virtual std::optional<std::string> run(const std::string& statement) = 0;
  // A direction of a revision, written and run from here on. `catalogue`: which the caller keeps up with it.
  // Both must outlive the writer.
  [[nodiscard]] virtual std::unique_ptr<OperationWriter> begin_script(const Catalogue& catalogue,
                                                                      Mistakes& mistakes) = 0;
  [[nodiscard]] virtual std::unique_ptr<ReplayTrial> begin_trial() = 0;
  // What a rebuild expects of the live table (runtime/sqlite/table_outline.h). Empty when there is no such
  // table.
  [[nodiscard]] virtual std::string outline(const std::string& table) const = 0;

  // The engine's own part as bytes; nothing where they cannot hold it all.
  [[nodiscard]] virtual std::optional<std::string> serialize() const = 0;

 private:
  Catalogue catalogue_;
};

// At the beginning of a chain.
[[nodiscard]] std::unique_ptr<EngineReplay> begin_engine(Dialect dialect);
// Where `bytes` were made; nullptr when they hold something else.
[[nodiscard]] std::unique_ptr<EngineReplay> resume_engine(Catalogue catalogue, std::string_view bytes);

}  // namespace migrate::migc

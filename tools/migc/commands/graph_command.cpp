#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "cli/rows_option.h"
#include "migc/chain/chain_rules.h"
#include "migc/commands/commands.h"
#include "migc/folder/lock_file.h"
#include "migc/graph/pictures.h"

namespace migrate::migc {

namespace {

enum class Picture : std::uint8_t { text, dot, mermaid, svg };

std::string draw(Picture picture, const ChainGraph& graph) {
  switch (picture) {
    case Picture::text:
      return text_picture(graph);
    case Picture::dot:
      return dot_picture(graph);
    case Picture::mermaid:
      return mermaid_picture(graph);
    case Picture::svg:
      return svg_picture(graph);
  }
  return {};
}

struct Graph {
  Picture picture = Picture::text;
  cli::DatabaseOptions database;
  cli::RowsOption rows;

  void declare(cli::OptionSet& options, const ToolInvocation& invocation) {
    options.choice("--format", picture, "FORMAT", "Draw it as text (the default), dot, mermaid or svg",
                   {{"text", Picture::text},
                    {"dot", Picture::dot},
                    {"mermaid", Picture::mermaid},
                    {"svg", Picture::svg}});
    rows.declare(options);
    database.declare(options, invocation);
  }

  [[nodiscard]] int run(const ToolInvocation& invocation) const {
    const Chain& chain = invocation.chain();
    ChainGraph graph = graph_of(chain);
    mark_applied(graph, invocation, chain);
    mark_locked(graph, invocation.folder);
    invocation.out << draw(picture, graph);
    return 0;
  }

 private:
  // A picture of the folder is drawn whatever DATABASE_URL says: only --url, --env and --rows ask for more.
  void mark_applied(ChainGraph& graph, const ToolInvocation& invocation, const Chain& chain) const {
    if (!rows.typed && database.url.empty() && database.environment.empty()) return;
    const std::vector<std::string> at = rows.rows_or_read(invocation, database, chain);
    std::vector<bool> is_applied(graph.size());
    for (std::size_t i = 0; i < graph.size(); ++i) {
      if (std::ranges::find(at, graph[i].id) != at.end()) is_applied[i] = true;
      if (!is_applied[i]) continue;
      graph[i].marks.emplace_back("applied");
      for (const std::size_t parent : graph[i].parents) is_applied[parent] = true;
      for (const std::size_t needed : graph[i].dependencies) is_applied[needed] = true;
    }
  }

  static void mark_locked(ChainGraph& graph, const std::string& folder) {
    Diagnostics ignored;
    const std::optional<SourceFile> lock = read_folder_file(folder_name(folder), "migrate.lock", ignored);
    if (!lock) return;
    std::set<std::string> locked;
    for (const LockedRevision& revision : parse_lock(*lock, ignored)) locked.insert(revision.id);
    for (GraphNode& node : graph)
      if (locked.contains(node.id)) node.marks.emplace_back("locked");
  }
};

}  // namespace

cli::Command graph_command(const ToolInvocation& invocation) {
  return cli::make_command<Graph>(
      invocation, "graph", "Draw the chain: branches, merges, labels, what is applied", "graph --format svg");
}

}  // namespace migrate::migc

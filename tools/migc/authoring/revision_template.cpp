#include "migc/authoring/revision_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text/suggest.h"
#include "migc/folder/folder.h"

namespace migrate::migc {

namespace {

struct TemplateToken {
  std::string_view name;
  std::string (*value)(const NewRevision& revision, std::string_view sections);
};

constexpr std::array template_tokens{
    TemplateToken{"@REVISION@", [](const NewRevision& revision, std::string_view) { return revision.id; }},
    TemplateToken{"@DOWN_REVISION@", [](const NewRevision& revision,
                                        std::string_view) { return to_down_revision(revision.parents); }},
    TemplateToken{"@MESSAGE@",
                  [](const NewRevision& revision, std::string_view) { return revision.message; }},
    TemplateToken{"@CREATE_DATE@",
                  [](const NewRevision& revision, std::string_view) { return revision.create_date; }},
    TemplateToken{"@SECTIONS@",
                  [](const NewRevision&, std::string_view sections) { return std::string(sections); }},
};

// "@NAME@" at the front of a text; empty where there is none.
std::string_view token_at(std::string_view text) {
  const std::size_t end = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", 1);
  const bool is_token = end != std::string_view::npos && end > 1 && text[end] == '@';
  return is_token ? text.substr(0, end + 1) : std::string_view();
}

std::string unknown_token_message(std::string_view token) {
  std::array<std::string_view, template_tokens.size()> names;
  std::ranges::transform(template_tokens, names.begin(), &TemplateToken::name);
  return fmt::format("unknown name \"{}\"{}", token, core::did_you_mean(token, names));
}

}  // namespace

std::optional<SourceFile> read_revision_template(const std::string& dir, Diagnostics& diagnostics) {
  return read_folder_file(dir, std::string(revision_template_name), diagnostics);
}

std::string fill_revision_template(const SourceFile& file, const NewRevision& revision,
                                   std::string_view sections, Diagnostics& diagnostics) {
  std::string body;
  const std::string_view text = file.bytes();
  std::size_t done = 0;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    const std::string_view token = token_at(text.substr(at));
    if (token.empty()) continue;
    const auto* known = std::ranges::find(template_tokens, token, &TemplateToken::name);
    if (known == template_tokens.end()) {
      diagnostics.error_at(file, at, unknown_token_message(token));
    } else {
      body.append(text.substr(done, at - done)).append(known->value(revision, sections));
      done = at + token.size();
    }
    at += token.size() - 1;
  }
  return body.append(text.substr(done));
}

}  // namespace migrate::migc

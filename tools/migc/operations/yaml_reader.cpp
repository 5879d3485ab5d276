#include "migc/operations/yaml_reader.h"

#include <fmt/format.h>
#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace migrate::migc {

namespace {

// Ends the reading: what follows cannot be judged.
struct Refusal {
  std::size_t at;
  std::string message;
};

// Builds the tree out of the parser's events.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const SourceFile& file, std::size_t body_offset, Diagnostics& diagnostics)
      : file_(file), body_offset_(body_offset), diagnostics_(diagnostics) {}

  YamlValue take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add(value_at(YamlKind::null, mark));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refusal{offset(mark), "an alias; write the value out"};
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    YamlValue scalar = value_at(YamlKind::scalar, mark);
    scalar.plain = tag == "?";
    scalar.text = with_lf(value);
    if (scalar.text.find('\0') != std::string::npos)
      throw Refusal{scalar.at, "a NUL character, which no database keeps in a text"};
    add(std::move(scalar));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    open(value_at(YamlKind::sequence, mark));
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    open(value_at(YamlKind::mapping, mark));
  }
  void OnMapEnd() override { close(); }

 private:
  // A collection that is not closed yet.
  struct Open {
    YamlValue value;
    bool expects_key;
    bool key_is_duplicate = false;
  };

  std::size_t offset(const YAML::Mark& mark) const {
    const std::size_t at = body_offset_ + static_cast<std::size_t>(std::max(mark.pos, 0));
    return std::min(at, file_.bytes().size());
  }

  YamlValue value_at(YamlKind kind, const YAML::Mark& mark) const {
    YamlValue value;
    value.kind = kind;
    value.at = offset(mark);
    return value;
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != YAML::NullAnchor) throw Refusal{offset(mark), "an anchor; write each value out"};
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (!tag.empty() && tag != "?" && tag != "!")
      throw Refusal{offset(mark), "a tag; the key says what kind of value it takes"};
  }

  void open(YamlValue value) {
    if (open_.size() == most_yaml_levels)
      throw Refusal{value.at, fmt::format("more than {} levels deep", most_yaml_levels)};
    if (!open_.empty() && open_.back().expects_key)
      throw Refusal{value.at, "a key must be a word, not a list or a mapping"};
    const bool is_mapping = value.kind == YamlKind::mapping;
    open_.push_back({std::move(value), is_mapping});
  }

  void close() {
    YamlValue value = std::move(open_.back().value);
    open_.pop_back();
    add(std::move(value));
  }

  void add(YamlValue value) {
    if (++values_ > most_yaml_values)
      throw Refusal{value.at, fmt::format("more than {} values in one revision", most_yaml_values)};
    if (open_.empty()) {
      root_ = std::move(value);
      return;
    }
    Open& parent = open_.back();
    if (parent.value.kind == YamlKind::sequence) {
      parent.value.items.push_back(std::move(value));
    } else if (parent.expects_key) {
      add_key(parent, value);
    } else {
      parent.value.entries.back().value = std::move(value);
      if (parent.key_is_duplicate) parent.value.entries.pop_back();
      parent.expects_key = true;
    }
  }

  void add_key(Open& mapping, const YamlValue& key) {
    if (key.kind != YamlKind::scalar) throw Refusal{key.at, "a key must be a word"};
    if (key.plain && key.text == "<<") throw Refusal{key.at, "a merge key; write the values out"};
    auto& entries = mapping.value.entries;
    const auto first =
        std::find_if(entries.begin(), entries.end(), [&](const YamlEntry& e) { return e.key == key.text; });
    mapping.key_is_duplicate = first != entries.end();
    if (mapping.key_is_duplicate)
      diagnostics_.error_at(file_, key.at,
                            fmt::format("key \"{}\" is given twice, first in line {}", key.text,
                                        file_.position(first->at).line));
    mapping.value.entries.push_back({key.text, key.at, {}});
    mapping.expects_key = false;
  }

  const SourceFile& file_;
  std::size_t body_offset_;
  Diagnostics& diagnostics_;
  std::vector<Open> open_;
  YamlValue root_;
  std::size_t values_ = 0;
};

bool is_document_marker(std::string_view line) {
  if (!line.starts_with("---") && !line.starts_with("...")) return false;
  return line.size() == 3 || line[3] == ' ' || line[3] == '\t' || line[3] == '\r';
}

// Such lines mean the same wherever they are, within a block of text as well.
void refuse_document_markers(const SourceFile& file, std::size_t body_offset) {
  const std::string_view bytes = file.bytes();
  for (std::size_t begin = body_offset; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const std::string_view line = bytes.substr(begin, end - begin);
    if (is_document_marker(line))
      throw Refusal{begin, "a YAML revision is one document, without a line that begins or ends one"};
    if (line.starts_with('%')) throw Refusal{begin, "a YAML directive; leave it out"};
    begin = end + 1;
  }
}

YamlValue read_document(const SourceFile& file, std::size_t body_offset, Diagnostics& diagnostics) {
  refuse_document_markers(file, body_offset);
  std::istringstream text{std::string(file.bytes().substr(body_offset))};
  YAML::Parser parser(text);
  TreeBuilder builder(file, body_offset, diagnostics);
  parser.HandleNextDocument(builder);
  return builder.take_root();
}

}  // namespace

std::optional<YamlValue> read_yaml(const SourceFile& file, std::size_t body_offset,
                                   Diagnostics& diagnostics) {
  const std::size_t mistakes = diagnostics.count();
  try {
    YamlValue root = read_document(file, body_offset, diagnostics);
    if (diagnostics.count() == mistakes) return root;
  } catch (const Refusal& refusal) {
    diagnostics.error_at(file, refusal.at, refusal.message);
  } catch (const YAML::Exception& error) {
    const std::size_t at = body_offset + static_cast<std::size_t>(std::max(error.mark.pos, 0));
    diagnostics.error_at(file, std::min(at, file.bytes().size()), "YAML: " + error.msg);
  }
  return std::nullopt;
}

}  // namespace migrate::migc

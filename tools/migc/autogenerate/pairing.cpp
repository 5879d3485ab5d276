#include "migc/autogenerate/pairing.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "core/text/suggest.h"
#include "engine/names.h"

namespace migrate::migc {

namespace {

class Pairing {
 public:
  Pairing(const PairingTask& task, const AnnotatedSchema& schema, Interview& interview,
          Diagnostics& diagnostics)
      : task_(task),
        schema_(schema),
        interview_(interview),
        diagnostics_(diagnostics),
        present_of_(task.wanted.size()),
        is_new_(task.wanted.size()),
        is_taken_(task.present.size()) {
    for (std::size_t i = 0; i < task.present.size(); ++i) present_.emplace(key(task.present[i].key), i);
    for (std::size_t i = 0; i < task.wanted.size(); ++i) wanted_.emplace(key(task.wanted[i].key), i);
  }

  std::vector<PairOfThings> pair() {
    for (std::size_t i = 0; i < task_.wanted.size(); ++i) read_annotation(i);
    settle_exchanges();
    for (std::size_t i = 0; i < task_.wanted.size(); ++i) pair_with(i, find(present_, task_.wanted[i].key));
    for (std::size_t i = 0; i < task_.wanted.size(); ++i) ask(i);
    std::vector<PairOfThings> pairs;
    for (std::size_t i = 0; i < present_of_.size(); ++i)
      if (present_of_[i]) pairs.push_back({*present_of_[i], i});
    return pairs;
  }

 private:
  using Places = std::map<std::string, std::size_t>;

  std::string key(const std::string& name) const { return core::name_key(schema_.dialect, name); }

  std::optional<std::size_t> find(const Places& places, const std::string& name) const {
    const auto found = places.find(key(name));
    return found == places.end() ? std::nullopt : std::optional(found->second);
  }

  void pair_with(std::size_t wanted, std::optional<std::size_t> present) {
    if (!present || present_of_[wanted] || is_taken_[*present]) return;
    present_of_[wanted] = present;
    is_taken_[*present] = true;
  }

  const SchemaElement* element(std::size_t wanted) const {
    return schema_.elements.find(task_.kind, task_.owner, task_.wanted[wanted].key);
  }

  // What the schema file says, where it still says anything: a rename that the chain has made is in the past.
  void read_annotation(std::size_t wanted) {
    const SchemaElement* element = this->element(wanted);
    if (element == nullptr || !element->renamed) return;
    is_new_[wanted] = element->renamed->is_new();
    if (is_new_[wanted]) return;
    const std::optional<std::string> former = task_.key_of(element->renamed->value);
    if (!former) return refuse(*element, fmt::format("this is no name of a {}", noun(task_.kind)));
    const bool is_made = find(present_, task_.wanted[wanted].key).has_value();
    const std::optional<std::size_t> present = find(present_, *former);
    const bool is_wanted_as_well = find(wanted_, *former).has_value();
    if (!present && !is_made) return refuse(*element, no_such_thing(*element));
    if (!present) return;
    if (!is_wanted_as_well) return take(wanted, *present, *element);
    claims_.emplace(wanted, *present);
    if (!is_made) open_claims_.push_back(wanted);
  }

  void take(std::size_t wanted, std::size_t present, const SchemaElement& element) {
    if (is_taken_[present])
      return refuse(element, fmt::format("another {} is renamed from {}, too", noun(task_.kind),
                                         task_.present[present].spelled));
    pair_with(wanted, present);
  }

  // The former name is wanted, too: what has it in the schema file must come from elsewhere.
  void settle_exchanges() {
    for (const std::size_t first : open_claims_) {
      std::vector<std::size_t> course = {first};
      for (auto next = claimed_by_name(first);
           next && claims_.contains(*next) && std::ranges::find(course, *next) == course.end();
           next = claimed_by_name(*next))
        course.push_back(*next);
      const std::size_t last = course.back();
      const std::optional<std::size_t> still_there = claimed_by_name(last);
      if (still_there && !present_of_[*still_there] && !is_new_[*still_there]) {
        const SchemaElement& written = *element(first);
        refuse(written, fmt::format("{} {} is in the schema file as well, so nothing was renamed from it",
                                    noun(task_.kind), written.renamed->value));
        continue;
      }
      for (const std::size_t each : course) pair_with(each, claims_.at(each));
    }
    settle_cycles();
  }

  // The wanted thing that has the name which this one claims.
  std::optional<std::size_t> claimed_by_name(std::size_t wanted) const {
    return find(wanted_, task_.present[claims_.at(wanted)].key);
  }

  // Two that exchange their names, unless they already have: then each is like what has its name now.
  void settle_cycles() {
    for (const auto& [wanted, present] : claims_) {
      const std::optional<std::size_t> other = claimed_by_name(wanted);
      if (!other || *other == wanted || !claims_.contains(*other) || claimed_by_name(*other) != wanted)
        continue;
      const std::optional<std::size_t> same = find(present_, task_.wanted[wanted].key);
      if (same && task_.likeness(*same, wanted) >= task_.likeness(present, wanted)) continue;
      pair_with(wanted, present);
      pair_with(*other, claims_.at(*other));
    }
  }

  void refuse(const SchemaElement& element, std::string message) {
    is_refused_.push_back(&element);
    diagnostics_.error_at(*schema_.file, element.renamed->offset, std::move(message));
  }

  std::string no_such_thing(const SchemaElement& element) const {
    std::vector<std::string_view> names;
    for (const PairedThing& thing : task_.present)
      if (!find(wanted_, thing.key)) names.emplace_back(thing.spelled);
    return fmt::format("the chain has no {} {}{}", noun(task_.kind), element.renamed->value,
                       core::did_you_mean(element.renamed->value, names));
  }

  void ask(std::size_t wanted) {
    const SchemaElement* element = this->element(wanted);
    const bool is_refused = std::ranges::find(is_refused_, element) != is_refused_.end();
    if (present_of_[wanted] || is_new_[wanted] || schema_.file == nullptr || is_refused) return;
    const std::vector<std::size_t> candidates = candidates_for(wanted);
    if (candidates.empty()) return;
    RenameQuestion question{
        .thing = fmt::format("{} {}{}", noun(task_.kind), task_.owner_shown, task_.wanted[wanted].spelled),
        .candidates = {},
        .place = schema_.place_of(element)};
    for (const std::size_t present : candidates)
      question.candidates.push_back(task_.present[present].spelled);
    if (const std::optional<std::size_t> chosen = interview_.ask(question))
      pair_with(wanted, candidates[*chosen]);
  }

  // What nothing wanted is paired with, the likeliest first.
  std::vector<std::size_t> candidates_for(std::size_t wanted) const {
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < task_.present.size(); ++i)
      if (!is_taken_[i])
        if (const int likeness = task_.likeness(i, wanted); likeness > 0) found.emplace_back(likeness, i);
    std::ranges::stable_sort(found, std::ranges::greater(), &std::pair<int, std::size_t>::first);
    std::vector<std::size_t> candidates;
    std::ranges::transform(found, std::back_inserter(candidates), &std::pair<int, std::size_t>::second);
    return candidates;
  }

  const PairingTask& task_;
  const AnnotatedSchema& schema_;
  Interview& interview_;
  Diagnostics& diagnostics_;
  Places present_, wanted_;
  std::vector<std::optional<std::size_t>> present_of_;  // by the number of the wanted thing
  std::vector<bool> is_new_;
  std::vector<bool> is_taken_;
  std::map<std::size_t, std::size_t> claims_;  // wanted from present, where both names are wanted
  std::vector<std::size_t> open_claims_;       // of what the chain does not have
  std::vector<const SchemaElement*> is_refused_;
};

}  // namespace

QuestionPlace AnnotatedSchema::place_of(const SchemaElement* element) const {
  if (file == nullptr || element == nullptr) return {.file = file};
  return {.file = file, .line = file->position(element->begin).line};
}

std::vector<PairOfThings> pair_things(const PairingTask& task, const AnnotatedSchema& schema,
                                      Interview& interview, Diagnostics& diagnostics) {
  return Pairing(task, schema, interview, diagnostics).pair();
}

std::string_view noun(ElementKind kind) {
  switch (kind) {
    case ElementKind::table:
      return "table";
    case ElementKind::column:
      return "column";
    case ElementKind::index:
      return "index";
    case ElementKind::sequence:
      return "sequence";
    case ElementKind::type:
      return "type";
    case ElementKind::enum_value:
      return "enum value";
  }
  return {};
}

}  // namespace migrate::migc

#include "migc/transition/postgres_plan.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string_view>
#include <tuple>

#include "migc/transition/postgres_part_changes.h"
#include "migc/transition/postgres_table_text.h"

namespace migrate::migc {

namespace {

using Index = PostgresSchema::Index;

template <std::size_t Size>
bool is_one(const PostgresDefinition& definition, const std::array<std::string_view, Size>& kinds) {
  return std::ranges::find(kinds, definition.kind) != kinds.end();
}

// Columns and defaults may use these until they are changed.
bool is_dropped_late(const PostgresDefinition& definition) {
  constexpr std::array<std::string_view, 13> kinds{"type",
                                                   "function",
                                                   "sequence",
                                                   "schema",
                                                   "extension",
                                                   "collation",
                                                   "text search configuration",
                                                   "text search dictionary",
                                                   "server",
                                                   "user mapping",
                                                   "foreign data wrapper",
                                                   "operator",
                                                   "cast"};
  return is_one(definition, kinds);
}

// What the server cannot adapt to a column's new type itself.
bool hinders_new_type(const PostgresDefinition& definition) {
  constexpr std::array<std::string_view, 7> kinds{"view",    "materialized view", "rule",       "policy",
                                                  "trigger", "function",          "publication"};
  return is_one(definition, kinds);
}

// What a table or a view has, and may be without.
bool is_part(const PostgresDefinition& definition) {
  constexpr std::array<std::string_view, 7> kinds{"foreign key", "policy", "trigger", "rule",
                                                  "constraint",  "index",  "default"};
  return is_one(definition, kinds);
}

bool is_inherited(const PostgresDefinition& definition) {
  return definition.kind.starts_with("inherited ");
}

// Whether a table has it, as its own or from a parent.
bool has(const PostgresSchema& schema, const PostgresDefinition& like) {
  if (like.is("column")) return schema.column(like.name) != nullptr;
  return schema.find(like) || schema.find("inherited " + like.kind, like.name);
}

bool has_shape_for(const PostgresDefinition& now, const PostgresDefinition& wanted) {
  if (wanted.is("view")) return wanted.shape.starts_with(now.shape);
  return wanted.shape == now.shape;
}

class Planner {
 public:
  Planner(const PostgresSchema& now, const PostgresSchema& wanted, const PlanRequest& request)
      : now_(now), wanted_(wanted), request_(request) {}

  PostgresPlan plan() {
    for (Index i = 0; i < now_.size(); ++i) compare(i);
    for (const PostgresColumn& column : now_.columns()) compare(column);
    std::erase_if(late_, [this](Index late) { return lose_with_users(late); });
    spread();
    drop_owned_sequences();
    order_drops();
    find_creations();
    return std::move(plan_);
  }

 private:
  void compare(Index i) {
    const PostgresDefinition& now = now_[i];
    if (is_inherited(now) || (request_.is_first && now.is_derived)) return;
    const auto wanted = wanted_.find(now);
    if (!wanted) return has(wanted_, now) ? void() : drop(i);
    if (request_.to_recreate.contains({now.kind, now.name})) return recreate(i);
    if (now.state == wanted_[*wanted].state && now.shape == wanted_[*wanted].shape) return;
    const PostgresDefinition& other = wanted_[*wanted];
    if (now.state == other.state && !now.is("type") && !now.is("table")) return;
    if (can_change(now, other))
      plan_.changes.insert(*wanted);
    else
      recreate(i);
  }

  void drop(Index i) {
    if (now_[i].is("sequence") && now_.find("owner of sequence", now_[i].name))
      owned_sequences_.push_back(i);
    else if (is_dropped_late(now_[i]))
      late_.push_back(i);
    else
      lose(i);
  }

  bool can_change(const PostgresDefinition& now, const PostgresDefinition& wanted) const {
    if (!wanted.change.empty() && has_shape_for(now, wanted)) return true;
    if (!part_changes(now, wanted)) return false;
    return !request_.is_atomic || !uses_added_value(now, wanted);
  }

  // A value of an enum cannot be used in the transaction that adds it.
  bool uses_added_value(const PostgresDefinition& now, const PostgresDefinition& wanted) const {
    for (const std::string& value : added_values(now, wanted))
      for (Index i = 0; i < wanted_.size(); ++i)
        if (wanted_[i].create.find(value + "::") != std::string::npos && is_new(wanted_[i])) return true;
    return false;
  }

  bool is_new(const PostgresDefinition& wanted) const {
    const auto now = now_.find(wanted);
    return !now || now_[*now].state != wanted.state;
  }

  // A type or a collation that columns have is replaced: they keep their values.
  void recreate(Index i) {
    if ((now_[i].is("type") || now_[i].is("collation")) && has_column(i)) return replace(i);
    lose(i);
  }

  bool has_column(Index type) const {
    return std::ranges::any_of(now_.needed_by(type), [&](const PostgresSchema::Need& need) {
      return now_[need.thing].is("column") || (now_[need.thing].is("type") && has_column(need.thing));
    });
  }

  void replace(Index type) {
    if (std::ranges::find(plan_.replaced_types, type) != plan_.replaced_types.end()) return;
    plan_.replaced_types.push_back(type);
    for (const PostgresSchema::Need& need : now_.needed_by(type)) {
      const PostgresDefinition& user = now_[need.thing];
      if (user.is("column"))
        change_type(*now_.column(need.thing));
      else if (user.is("type"))
        recreate(need.thing);
      else if (user.is("type of table") || !need.goes_along)
        lose(need.thing);
    }
    for (const PostgresSchema::Need& need : now_.needed_by(type))
      if (need.goes_along) said_of_replaced_.insert(need.thing);
  }

  void compare(const PostgresColumn& now) {
    if (request_.is_first && now.is_inherited) return;
    const PostgresColumn* wanted = wanted_.column(now.path());
    if (wanted == nullptr) return;
    const bool becomes_generated = !wanted->generated.empty() && now.generated != wanted->generated;
    if (becomes_generated && !now.is_inherited) return lose(*now_.find("column", now.path()));
    if (now.type != wanted->type || now.collation != wanted->collation) change_type(now);
  }

  void change_type(const PostgresColumn& column) {
    if (!plan_.new_types.insert(column.path()).second) return;
    const auto thing = now_.at(column.address);
    if (!thing || !now_[*thing].is("column")) return;
    for (const PostgresSchema::Need& need : now_.needed_by(*thing)) {
      const PostgresColumn* other = now_.column(need.thing);
      if (hinders_new_type(now_[need.thing]) || (other != nullptr && !other->generated.empty()))
        lose(need.thing);
    }
  }

  // What names another thing in the wanted schema by the same words: a function with more parameters, which
  // have defaults. Those words mean the former one for as long as it is there.
  bool lose_with_users(Index late) {
    bool has_lost = false;
    for (const PostgresSchema::Need& need : now_.needed_by(late)) {
      const PostgresDefinition& user = now_[need.thing];
      const auto wanted = wanted_.find(user);
      if (!wanted || plan_.changes.contains(*wanted) || user.is("type") || user.is("table")) continue;
      const PostgresColumn* column = now_.column(need.thing);
      if (column != nullptr && column->generated.empty()) continue;
      lose(need.thing);
      has_lost = true;
    }
    const bool goes = has_lost && std::ranges::all_of(now_.needed_by(late), [&](const auto& need) {
                        return plan_.gone.contains(need.thing);
                      });
    if (goes) lose(late);
    return goes;
  }

  void lose(Index i) {
    if (plan_.gone.insert(i).second) pending_.push_back(i);
  }

  // What depends on a thing that is gone. No row is lost for that: a table with rows or a column stays until
  // it is not wanted, and the server says what hinders.
  void spread() {
    while (!pending_.empty()) {
      const Index next = pending_.back();
      pending_.pop_back();
      spread(next);
    }
  }

  void spread(Index gone) {
    for (const PostgresSchema::Need& need : now_.needed_by(gone)) {
      const PostgresDefinition& other = now_[need.thing];
      if (other.is("table") && other.shape == "TABLE") continue;
      if (is_partition_of(other, gone)) lose(*now_.parent(need.thing));
      const PostgresColumn* column = now_.column(need.thing);
      const bool is_computed = column != nullptr && !column->generated.empty();
      if (column != nullptr && !need.goes_along && !is_computed) continue;
      lose(need.thing);
    }
  }

  // The server drops a table with its partitions.
  bool is_partition_of(const PostgresDefinition& parent, Index table) const {
    return parent.is("parent") && !parent.shape.empty() && now_.at(parent.needs) == table &&
           now_[table].is("table");
  }

  // The server drops one with the column that owns it. The name of another one is free for an identity.
  void drop_owned_sequences() {
    for (const Index sequence : owned_sequences_) {
      const auto column = now_.at(now_[*now_.find("owner of sequence", now_[sequence].name)].needs);
      if (column && plan_.gone.contains(*column)) carriers_[sequence] = *column;
      lose(sequence);
    }
    spread();
    for (const Index late : late_)
      for (const PostgresSchema::Need& need : now_.needed_by(late))
        if (need.goes_along && now_.parent(need.thing) == late) plan_.gone.insert(need.thing);
  }

  // With which other thing it goes. Of two that go with each other, the one that is asked for first goes by
  // itself.
  Index carrier_of(Index i) {
    if (const auto known = carriers_.find(i); known != carriers_.end()) {
      return known->second == i ? i : carrier_of(known->second);
    }
    carriers_[i] = i;
    for (const PostgresSchema::Need& need : now_.needs(i)) {
      const bool is_gone = plan_.gone.contains(need.thing) || is_late(need.thing);
      if (!need.goes_along || !is_gone) continue;
      const Index carrier = carrier_of(need.thing);
      if (carrier == i) continue;
      carriers_[i] = carrier;
      return carrier;
    }
    return i;
  }

  bool is_late(Index i) const { return std::ranges::find(late_, i) != late_.end(); }

  void order_drops() {
    for (const Index gone : plan_.gone) members_[carrier_of(gone)].push_back(gone);
    for (const Index late : late_) members_[late].push_back(late);
    std::vector<Index> early;
    for (const auto& [carrier, _] : members_)
      if (!is_late(carrier)) early.push_back(carrier);
    for (const Index thing : sorted(early)) visit(thing, plan_.drops);
    for (const Index thing : sorted(late_)) visit(thing, plan_.late_drops);
  }

  std::vector<Index> sorted(std::vector<Index> things) const {
    std::ranges::sort(things, [&](Index a, Index b) {
      return std::tuple(place_of_drop(now_[a].kind), now_[b].place, now_[a].name) <
             std::tuple(place_of_drop(now_[b].kind), now_[a].place, now_[b].name);
    });
    return things;
  }

  // Whether one is dropped after another one, whatever is done to the parts of both.
  bool is_after(Index thing, Index other, std::set<Index>& seen) {
    for (const Index member : members_[thing])
      for (const PostgresSchema::Need& need : now_.needed_by(member)) {
        if (is_part(now_[need.thing]) || (!plan_.gone.contains(need.thing) && !is_late(need.thing))) continue;
        const Index carrier = carrier_of(need.thing);
        if (carrier == thing || !seen.insert(carrier).second) continue;
        if (carrier == other || is_after(carrier, other, seen)) return true;
      }
    return false;
  }

  // After those that depend on it. Where two need each other, the part of one that needs the other is dropped
  // by itself: a foreign key, a policy.
  void visit(Index thing, std::vector<Index>& order) {
    if (const auto found = visits_.find(thing); found != visits_.end()) return;
    visits_[thing] = true;
    std::vector<Index> dependents, parts;
    for (const Index member : members_[thing])
      for (const PostgresSchema::Need& need : now_.needed_by(member)) {
        if (!plan_.gone.contains(need.thing) && !is_late(need.thing)) continue;
        const Index carrier = carrier_of(need.thing);
        if (carrier == thing) continue;
        const bool is_carried_part = is_part(now_[need.thing]) && carrier != need.thing;
        if (std::set<Index> seen; is_carried_part && is_after(carrier, thing, seen)) {
          if (std::ranges::find(order, need.thing) == order.end()) order.push_back(need.thing);
          continue;
        }
        dependents.push_back(carrier);
        if (is_carried_part) parts.push_back(need.thing);
      }
    for (const Index dependent : sorted(dependents))
      if (!is_late(dependent) || is_late(thing)) visit(dependent, order);
    for (const Index part : parts)
      if (std::ranges::find(order, carrier_of(part)) == order.end() &&
          std::ranges::find(order, part) == order.end())
        order.push_back(part);
    order.push_back(thing);
  }

  void find_creations() {
    for (Index i = 0; i < wanted_.size(); ++i) {
      const PostgresDefinition& wanted = wanted_[i];
      const auto now = now_.find(wanted);
      if (request_.is_first && wanted.is_derived && (!now || !plan_.gone.contains(*now))) continue;
      const bool is_replaced =
          now && (std::ranges::find(plan_.replaced_types, *now) != plan_.replaced_types.end() ||
                  said_of_replaced_.contains(*now));
      if (is_inherited(wanted) || (!now && has(now_, wanted))) continue;
      if (!now || plan_.gone.contains(*now) || is_replaced) {
        plan_.creations.insert(i);
        plan_.changes.erase(i);
      }
    }
  }

  const PostgresSchema& now_;
  const PostgresSchema& wanted_;
  const PlanRequest& request_;
  PostgresPlan plan_;
  std::vector<Index> late_;
  std::vector<Index> owned_sequences_;
  std::vector<Index> pending_;
  std::set<Index> said_of_replaced_;
  std::map<Index, Index> carriers_;
  std::map<Index, std::vector<Index>> members_;
  std::map<Index, bool> visits_;
};

class CreationOrder {
 public:
  CreationOrder(const PostgresSchema& schema, const std::set<Index>& things, const std::set<Index>& creations)
      : schema_(schema), creations_(creations) {
    for (const Index thing : things) members_[creator_of(schema, thing, creations)].push_back(thing);
  }

  std::vector<Index> order() {
    std::vector<Index> things;
    for (const auto& [thing, _] : members_) things.push_back(thing);
    for (const Index thing : sorted(std::move(things))) visit(thing);
    return std::move(order_);
  }

 private:
  std::vector<Index> sorted(std::vector<Index> things) const {
    std::ranges::sort(things, [&](Index a, Index b) {
      return std::tuple(place_of_creation(schema_[a].kind), schema_[a].table, schema_[a].place,
                        schema_[a].name) < std::tuple(place_of_creation(schema_[b].kind), schema_[b].table,
                                                      schema_[b].place, schema_[b].name);
    });
    return things;
  }

  // After what it needs, and a table after those that its foreign keys refer to, if that can be.
  void visit(Index thing) {
    if (!visited_.insert(thing).second) return;
    std::vector<Index> needs, wishes;
    for (const Index member : members_[thing]) add_needs(member, thing, needs);
    if (schema_[thing].is("table"))
      for (const PostgresSchema::Need& need : schema_.needed_by(thing))
        if (schema_[need.thing].is("foreign key") && creations_.contains(need.thing) &&
            schema_.parent(need.thing) == thing)
          add_needs(need.thing, thing, wishes);
    for (const Index need : sorted(needs)) visit(need);
    for (const Index wish : sorted(wishes)) visit(wish);
    order_.push_back(thing);
  }

  void add_needs(Index member, Index thing, std::vector<Index>& found) {
    for (const PostgresSchema::Need& need : schema_.needs(member)) {
      const Index creator = creator_of(schema_, need.thing, creations_);
      if (creator != thing && members_.contains(creator))
        found.push_back(creator);
      else if (creator != thing && members_.contains(need.thing))
        found.push_back(need.thing);
    }
  }

  const PostgresSchema& schema_;
  const std::set<Index>& creations_;
  std::map<Index, std::vector<Index>> members_;
  std::set<Index> visited_;
  std::vector<Index> order_;
};

// The column that brings a sequence and its owner along.
const PostgresColumn* serial_with(const PostgresSchema& schema, Index thing) {
  const PostgresDefinition& definition = schema[thing];
  if (!definition.is("sequence") && !definition.is("owner of sequence")) return nullptr;
  const auto owner = schema.find("owner of sequence", definition.name);
  const auto column = owner ? schema.at(schema[*owner].needs) : std::nullopt;
  const PostgresColumn* found = column ? schema.column(*column) : nullptr;
  return found != nullptr && !found->serial.empty() ? found : nullptr;
}

}  // namespace

PostgresPlan plan_between(const PostgresSchema& now, const PostgresSchema& wanted,
                          const PlanRequest& request) {
  return Planner(now, wanted, request).plan();
}

std::vector<PostgresSchema::Index> order_of_creation(const PostgresSchema& schema,
                                                     const std::set<PostgresSchema::Index>& things,
                                                     const std::set<PostgresSchema::Index>& creations) {
  return CreationOrder(schema, things, creations).order();
}

PostgresSchema::Index creator_of(const PostgresSchema& schema, PostgresSchema::Index thing,
                                 const std::set<PostgresSchema::Index>& creations) {
  const auto table = is_inherited(schema[thing]) ? schema.parent(thing) : std::nullopt;
  if (table) return creator_of(schema, *table, creations);
  if (!creations.contains(thing)) return thing;
  if (const PostgresColumn* serial = serial_with(schema, thing)) {
    const Index column = *schema.find("column", serial->path());
    return creations.contains(column) ? creator_of(schema, column, creations) : thing;
  }
  if (!comes_with_parent(schema[thing])) return thing;
  const auto parent = schema.parent(thing);
  return parent && creations.contains(*parent) ? creator_of(schema, *parent, creations) : thing;
}

}  // namespace migrate::migc

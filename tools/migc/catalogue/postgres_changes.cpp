#include "migc/catalogue/postgres_changes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace migrate::migc {

namespace {

using Addresses = std::set<PostgresAddress>;

// What it means that a row of a catalogue was deleted.
enum class Deletion {
  of_a_thing,   // what had its oid does not exist
  with_others,  // of a thing whose own row was written or deleted too
  of_anything,
};

struct Watched {
  std::string_view catalogue;
  Deletion deletion = Deletion::of_a_thing;
  // In which entry a row "r" is: a catalogue and an oid. A part of an entry may be named instead.
  std::string_view entry = {};
};

constexpr Watched watched[] = {
    {"pg_class"},
    {"pg_attribute", Deletion::with_others, "'pg_class', r.attrelid"},
    {"pg_attrdef", Deletion::with_others, "'pg_class', r.adrelid"},
    {"pg_index", Deletion::with_others, "'pg_class', r.indrelid"},
    {"pg_constraint", Deletion::of_a_thing,
     "CASE WHEN r.contypid = 0 THEN 'pg_class' ELSE 'pg_type' END, greatest(r.conrelid, r.contypid)"},
    {"pg_trigger", Deletion::of_a_thing, "'pg_class', CASE WHEN NOT r.tgisinternal THEN r.tgrelid END"},
    {"pg_rewrite", Deletion::of_a_thing, "'pg_class', r.ev_class"},
    {"pg_policy", Deletion::of_a_thing, "'pg_class', r.polrelid"},
    {"pg_inherits", Deletion::of_anything, "'pg_class', r.inhrelid"},
    {"pg_foreign_table", Deletion::with_others, "'pg_class', r.ftrelid"},
    {"pg_partitioned_table", Deletion::with_others, "'pg_class', r.partrelid"},
    {"pg_sequence", Deletion::with_others, "'pg_class', r.seqrelid"},
    {"pg_type"},
    {"pg_enum", Deletion::with_others, "'pg_type', r.enumtypid"},
    {"pg_range", Deletion::with_others, "'pg_type', r.rngtypid"},
    {"pg_proc"},
    {"pg_aggregate", Deletion::with_others, "'pg_proc', r.aggfnoid::oid"},
    {"pg_operator"},
    {"pg_opclass"},
    {"pg_opfamily"},
    {"pg_amop", Deletion::of_anything, "'pg_opfamily', r.amopfamily"},
    {"pg_amproc", Deletion::of_anything, "'pg_opfamily', r.amprocfamily"},
    {"pg_cast"},
    {"pg_transform"},
    {"pg_collation"},
    {"pg_conversion"},
    {"pg_statistic_ext"},
    {"pg_ts_parser"},
    {"pg_ts_template"},
    {"pg_ts_dict"},
    {"pg_ts_config"},
    {"pg_ts_config_map", Deletion::of_anything, "'pg_ts_config', r.mapcfg"},
    {"pg_foreign_data_wrapper"},
    {"pg_foreign_server"},
    {"pg_namespace", Deletion::of_anything},
    {"pg_event_trigger"},
    {"pg_publication"},
    {"pg_publication_rel", Deletion::of_anything, "'pg_publication', r.prpubid"},
    {"pg_publication_namespace", Deletion::of_anything, "'pg_publication', r.pnpubid"},
    {"pg_default_acl"},
    {"pg_database", Deletion::with_others},  // others come and go
    // The NOT NULL of a column or a domain is no object of its own.
    {"pg_description", Deletion::with_others,
     "coalesce((SELECT CASE WHEN k.contypid = 0 THEN 'pg_class' ELSE 'pg_type' END FROM pg_constraint k WHERE"
     " k.oid = r.objoid AND k.contype = 'n' AND r.classoid = 'pg_constraint'::regclass),"
     " r.classoid::regclass::text), coalesce((SELECT greatest(k.conrelid, k.contypid) FROM pg_constraint k"
     " WHERE k.oid = r.objoid AND k.contype = 'n' AND r.classoid = 'pg_constraint'::regclass), r.objoid)"},
};

// Names of these are facts of others, or only a superuser may read them, or they change hardly ever.
constexpr std::string_view read_as_a_whole[] = {"pg_authid",       "pg_tablespace",      "pg_language",
                                                "pg_am",           "pg_extension",       "pg_subscription",
                                                "pg_user_mapping", "pg_db_role_setting", "pg_shdescription"};

// More than that, and everything is read.
constexpr std::size_t many_entries = 200;
constexpr std::size_t many_rows = 10 * many_entries;

// Of the transaction $1 or a later one.
std::string rows_written(const Watched& rows) {
  const std::string entry =
      rows.entry.empty() ? fmt::format("'{}', r.oid", rows.catalogue) : std::string(rows.entry);
  return fmt::format("SELECT {} FROM {} r WHERE age(r.xmin) <= (SELECT age($1::xid8::xid))", entry,
                     rows.catalogue);
}

template <typename Item>
std::string list_of(const std::vector<Item>& items) {
  return fmt::format("{{{}}}", fmt::join(items, ","));
}

void add_addresses(const pqxx::result& answer, Addresses& found) {
  for (const auto& row : answer)
    if (!row[1].is_null())
      found.insert(
          {row[0].c_str(), row[1].as<std::uint32_t>(), row.size() > 2 ? row[2].as<std::int32_t>() : 0});
}

RowCounts counts_of(const PostgresMoment& moment, std::string_view catalogue) {
  const auto found = moment.counts.find(std::string(catalogue));
  return found == moment.counts.end() ? RowCounts{} : found->second;
}

bool has_fact(const CatalogueObject& object, std::string_view name) {
  return std::ranges::find(object.facts, name, &Fact::name) != object.facts.end();
}

class Comparison {
 public:
  Comparison(PostgresQuestions& questions, const KnownDatabase& known, const PostgresMoment& now)
      : questions_(questions), known_(known), now_(now) {}

  std::optional<Addresses> changed() {
    if (!can_compare()) return std::nullopt;
    std::vector<std::string> queries;
    for (const Watched& rows : watched) {
      const RowCounts was = counts_of(known_.moment, rows.catalogue), is = counts_of(now_, rows.catalogue);
      if (was == is) continue;
      const bool has_deleted = was.deleted != is.deleted;
      if (has_deleted && rows.deletion == Deletion::of_anything) return std::nullopt;
      if (rows.catalogue == "pg_namespace" && was.updated != is.updated) return std::nullopt;
      const bool has_written = was.inserted != is.inserted || was.updated != is.updated;
      if (has_written) queries.push_back(rows_written(rows));
      if (has_deleted && rows.deletion == Deletion::of_a_thing) add_deleted(rows.catalogue);
      if (has_deleted && rows.catalogue == "pg_description") add_uncommented();
    }
    if (!queries.empty()) add_written(fmt::format("{}", fmt::join(queries, " UNION ALL ")));
    const bool is_too_much = has_many_ || changed_.size() > many_entries;
    return is_too_much ? std::nullopt : std::optional(std::move(changed_));
  }

 private:
  bool can_compare() const {
    const PostgresMoment& was = known_.moment;
    return was.database == now_.database && was.members == now_.members && was.is_counted &&
           now_.is_counted && std::ranges::all_of(read_as_a_whole, [&](std::string_view catalogue) {
             return counts_of(was, catalogue) == counts_of(now_, catalogue);
           });
  }

  void add(const PostgresAddress& thing) {
    const auto home = known_.homes.find({thing.catalogue, thing.oid});
    changed_.insert(home == known_.homes.end() ? thing : home->second);
  }

  void add_written(const std::string& question) {
    Addresses written;
    add_addresses(questions_.ask(question, {known_.moment.next_transaction}), written);
    std::vector<std::uint32_t> relations;
    for (const PostgresAddress& thing : written)
      if (thing.catalogue == "pg_class")
        relations.push_back(thing.oid);
      else
        add(thing);
    if (!relations.empty() && relations.size() <= many_rows) add_relations(relations);
    has_many_ = relations.size() > many_rows;
  }

  // An index is part of its table. A composite type is a relation and a type, and the options of an identity
  // are its sequence's.
  void add_relations(const std::vector<std::uint32_t>& oids) {
    Addresses relations;
    add_addresses(
        questions_.ask(
            "SELECT e.catalogue, e.oid FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid CROSS "
            "JOIN"
            " LATERAL (VALUES ('pg_class', coalesce(i.indrelid, c.oid)), ('pg_type', CASE WHEN c.relkind = "
            "'c'"
            " THEN c.reltype END), ('pg_class', CASE WHEN c.relkind = 'S' THEN (SELECT o.refobjid FROM"
            " pg_depend o WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.refclassid ="
            " 'pg_class'::regclass AND o.deptype IN ('a', 'i') LIMIT 1) END)) e (catalogue, oid) WHERE"
            " c.relkind <> 't' AND c.oid = ANY ($1)",
            {list_of(oids)}),
        relations);
    for (const PostgresAddress& relation : relations) add(relation);
  }

  void add_deleted(std::string_view catalogue) {
    auto home = known_.homes.lower_bound({std::string(catalogue)});
    const auto is_in = [&] { return home != known_.homes.end() && home->first.catalogue == catalogue; };
    if (!is_in()) return;
    const std::vector<std::uint32_t> left = users_oids_in(catalogue);
    for (; is_in(); ++home)
      if (!std::ranges::binary_search(left, home->first.oid)) changed_.insert(home->second);
  }

  // Sorted. In one value: there may be thousands.
  std::vector<std::uint32_t> users_oids_in(std::string_view catalogue) {
    const pqxx::result answer = questions_.ask(
        fmt::format("SELECT string_agg(oid::text, ' ') FROM {} WHERE oid >= 16384", catalogue));
    std::vector<std::uint32_t> oids;
    const std::string_view text = answer[0][0].c_str();
    for (const char *at = text.data(), *end = at + text.size(); at < end; ++at)
      at = std::from_chars(at, end, oids.emplace_back()).ptr;
    std::ranges::sort(oids);
    return oids;
  }

  // A comment that is taken away leaves nothing to find.
  void add_uncommented() {
    Addresses commented;
    add_addresses(
        questions_.ask("SELECT classoid::regclass, objoid, objsubid FROM pg_description WHERE objoid"
                       " >= 16384"),
        commented);
    for (const auto& [address, entry] : known_.entries)
      for (std::size_t i = 0; i < entry.addresses.size(); ++i) {
        const CatalogueObject& object = (*entry.objects)[i];
        const bool has_lost_one = has_fact(object, "comment") && !commented.contains(entry.addresses[i]);
        // The address of that one is not known.
        if (has_lost_one || has_fact(object, "comment on not null")) changed_.insert(address);
      }
  }

  PostgresQuestions& questions_;
  const KnownDatabase& known_;
  const PostgresMoment& now_;
  Addresses changed_;
  bool has_many_ = false;
};

// The names that others may print.
std::string names_in(const CatalogueObject& object) {
  std::string names = object.table + '\0' + object.name;
  for (const Fact& fact : object.facts)
    if (fact.name == "name" || fact.name == "values" || fact.name == "attributes" ||
        fact.name == "definition")
      names += '\0' + fact.value;
  return names;
}

}  // namespace

const std::vector<std::string_view>& watched_catalogues() {
  static const std::vector<std::string_view> catalogues = [] {
    std::vector<std::string_view> names(std::begin(read_as_a_whole), std::end(read_as_a_whole));
    for (const Watched& rows : watched) names.push_back(rows.catalogue);
    return names;
  }();
  return catalogues;
}

std::optional<Addresses> changed_entries(PostgresQuestions& questions, const KnownDatabase& known,
                                         const PostgresMoment& now) {
  return Comparison(questions, known, now).changed();
}

Addresses renamed(const KnownEntry& was, const KnownEntry& is) {
  std::map<PostgresAddress, std::string> before;
  for (std::size_t i = 0; i < was.addresses.size(); ++i)
    before[was.addresses[i]] = names_in((*was.objects)[i]);
  Addresses found;
  for (std::size_t i = 0; i < is.addresses.size(); ++i) {
    const auto name = before.find(is.addresses[i]);
    if (name != before.end() && name->second != names_in((*is.objects)[i])) found.insert(is.addresses[i]);
  }
  return found;
}

// Of a table or a type its row type, its elements and its array are named after it.
Addresses dependents_of(PostgresQuestions& questions, const Addresses& things) {
  std::vector<std::string> catalogues;
  std::vector<std::uint32_t> oids;
  std::vector<std::int32_t> columns;
  for (const PostgresAddress& thing : things) {
    catalogues.push_back(thing.catalogue);
    oids.push_back(thing.oid);
    columns.push_back(thing.column);
  }
  Addresses found;
  add_addresses(
      questions.ask(
          "WITH named (class, oid, part) AS (SELECT c::oid, o, p FROM unnest($1::regclass[], $2::oid[],"
          " $3::int4[]) AS given (c, o, p)), related (class, oid, part) AS (SELECT * FROM named"
          " UNION SELECT 'pg_type'::regclass, c.reltype, 0 FROM named JOIN pg_class c ON c.oid = named.oid"
          " WHERE class = 'pg_class'::regclass UNION SELECT 'pg_class'::regclass, t.typrelid, 0 FROM named"
          " JOIN pg_type t ON t.oid = named.oid WHERE class = 'pg_type'::regclass), all_related AS (SELECT *"
          " FROM related UNION SELECT 'pg_type'::regclass, t.typarray, 0 FROM related JOIN pg_type t ON"
          " t.oid = related.oid WHERE class = 'pg_type'::regclass), dependent AS (SELECT DISTINCT d.classid,"
          " d.objid FROM all_related x JOIN pg_depend d ON d.refclassid = x.class AND d.refobjid = x.oid AND"
          " (x.part = 0 OR d.refobjsubid = x.part) WHERE x.oid <> 0)"
          " SELECT CASE WHEN coalesce(z.reltype, k.contypid) <> 0 THEN 'pg_type' WHEN coalesce(w.ev_class, "
          "a.adrelid, k.conrelid,"
          " g.tgrelid, y.polrelid, i.indrelid) IS NOT NULL THEN 'pg_class' WHEN p.oid IS NOT NULL THEN"
          " 'pg_publication' ELSE classid::regclass::text END, coalesce(z.reltype, nullif(k.contypid, 0), "
          "w.ev_class,"
          " a.adrelid, k.conrelid, g.tgrelid, y.polrelid, i.indrelid, p.prpubid, objid) FROM dependent"
          " LEFT JOIN pg_rewrite w ON classid = 'pg_rewrite'::regclass AND w.oid = objid LEFT JOIN pg_attrdef"
          " a ON classid = 'pg_attrdef'::regclass AND a.oid = objid LEFT JOIN pg_constraint k ON classid ="
          " 'pg_constraint'::regclass AND k.oid = objid LEFT JOIN pg_trigger g ON classid ="
          " 'pg_trigger'::regclass AND g.oid = objid LEFT JOIN pg_policy y ON classid = 'pg_policy'::regclass"
          " AND y.oid = objid LEFT JOIN pg_index i ON classid = 'pg_class'::regclass AND i.indexrelid = objid"
          " LEFT JOIN pg_class z ON classid = 'pg_class'::regclass AND z.oid = objid AND z.relkind = 'c'"
          " LEFT JOIN pg_publication_rel p ON classid = 'pg_publication_rel'::regclass AND p.oid = objid",
          {list_of(catalogues), list_of(oids), list_of(columns)}),
      found);
  return found;
}

}  // namespace migrate::migc

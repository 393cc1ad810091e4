#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "reports/diff_parts.h"

// What the resources of one type, form and format show in two runs. Data differ from run to run,
// so each criterion asks whether data alone could have made the difference.
namespace emconform {
namespace {

constexpr std::size_t enough_for_types = 10;    // values of a field that no contract describes
constexpr std::size_t enough_for_absence = 30;  // objects, to tell a rare gap from a habit
constexpr std::size_t enough_for_digits = 10;   // times: trailing zeros are not written
constexpr std::size_t enough_for_values = 20;   // items, to tell that a value took another's place
constexpr std::size_t most_values_named = 8;

template <class One>
using ByKey = std::map<std::string, const One*>;

std::string folded(std::string_view name) {
  std::string key(name);
  for (char& c : key)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return key;
}

/// Letter case is told once for the whole target, not field by field.
ByKey<LearnedField> by_key(const std::vector<LearnedField>& fields) {
  ByKey<LearnedField> map;
  for (const LearnedField& field : fields) map.emplace(folded(field.path), &field);
  return map;
}

ByKey<LearnedLink> by_key(const std::vector<LearnedLink>& links) {
  ByKey<LearnedLink> map;
  for (const LearnedLink& link : links)
    map.emplace(fmt::format("{} {} {}", folded(link.owner), link.rel, link.type), &link);
  return map;
}

template <class One>
const One* find(const ByKey<One>& all, const std::string& key) {
  const auto found = all.find(key);
  return found == all.end() ? nullptr : found->second;
}

std::string name_of(const LearnedField& field) { return "field " + field.path; }

std::string name_of(const LearnedLink& link) {
  std::string name = "link " + link.rel;
  if (!link.type.empty()) name += " to " + link.type;
  return link.owner.empty() ? name : fmt::format("{} of {}", name, link.owner);
}

std::string owner_of(const LearnedField& field) {
  const std::size_t slash = field.path.rfind('/');
  std::string owner = slash == std::string::npos ? "" : field.path.substr(0, slash);
  if (owner.ends_with("[]")) owner.resize(owner.size() - 2);
  return owner;
}

std::string owner_of(const LearnedLink& link) { return link.owner; }

template <class One>
std::string presence(const One& one) {
  return fmt::format("in {} of {}", one.present, one.of);
}

std::string words_for(const std::vector<Seen>& all, std::string_view separator = " or ") {
  std::string words;
  for (const Seen& one : all) words += (words.empty() ? "" : std::string(separator)) + one.what;
  return words;
}

bool has(const std::vector<Seen>& all, std::string_view what) {
  return std::any_of(all.begin(), all.end(), [&](const Seen& one) { return one.what == what; });
}

std::vector<Seen> without(const std::vector<Seen>& all, const std::vector<Seen>& others) {
  std::vector<Seen> rest;
  for (const Seen& one : all)
    if (!has(others, one.what)) rest.push_back(one);
  return rest;
}

/// What only some items have depends on what they are, and a target may hold none of the kind.
template <class One>
bool is_usual(const One& one) {
  return one.present * 10 >= one.of * 9;
}

class ResourceComparison {
 public:
  ResourceComparison(const LearnedResource& before, const LearnedResource& after)
      : before_(before), after_(after) {}

  std::vector<RunDifference> differences() {
    const auto old_fields = by_key(before_.fields), new_fields = by_key(after_.fields);
    compare_presence(old_fields, new_fields, old_fields, new_fields);
    for (const auto& [key, old] : old_fields)
      if (const LearnedField* now = find(new_fields, key)) compare_field(*old, *now);
    compare_presence(by_key(before_.links), by_key(after_.links), old_fields, new_fields);
    compare_digits(old_fields, new_fields);
    return std::move(differences_);
  }

 private:
  void add(Change change, std::string what, std::string old, std::string now,
           std::string note = "") {
    differences_.push_back({.change = change,
                            .what = std::move(what),
                            .before = std::move(old),
                            .after = std::move(now),
                            .note = std::move(note)});
  }

  /// What is there in one run alone, or more seldom. What stands in an object that is itself gone
  /// or new is not told.
  template <class One>
  void compare_presence(const ByKey<One>& earlier, const ByKey<One>& later,
                        const ByKey<LearnedField>& old_fields,
                        const ByKey<LearnedField>& new_fields) {
    const auto owner_in = [](const ByKey<LearnedField>& fields, const One& one) -> std::size_t {
      const LearnedField* owner = find(fields, folded(owner_of(one)));
      return owner == nullptr ? 0 : owner->present;
    };
    for (const auto& [key, old] : earlier) {
      const bool at_top = owner_of(*old).empty();
      const std::size_t places = at_top ? after_.items : owner_in(new_fields, *old);
      if (const One* now = find(later, key))
        compare_gaps(*old, *now);
      else if (const One* right = places > 0 ? right_one_for(*old, earlier, later) : nullptr)
        add(Change::Fix, name_of(*old), presence(*old),
            fmt::format("{}, {}", name_of(*right), presence(*right)), "as the contract demands");
      else if (places > 0)
        is_gone(*old, places);
    }
    for (const auto& [key, now] : later) {
      if (find(earlier, key) != nullptr) continue;
      const bool at_top = owner_of(*now).empty();
      const std::size_t places = at_top ? before_.items : owner_in(old_fields, *now);
      if (places > 0) is_new(*now, places);
    }
  }

  static const LearnedField* right_one_for(const LearnedField&, const ByKey<LearnedField>&,
                                           const ByKey<LearnedField>&) {
    return nullptr;  // a field of another name is another field
  }

  /// The link of the contract that came in the place of one that it does not know.
  static const LearnedLink* right_one_for(const LearnedLink& old, const ByKey<LearnedLink>& earlier,
                                          const ByKey<LearnedLink>& later) {
    if (old.promise != Promise::None) return nullptr;
    for (const auto& [key, now] : later) {
      const bool is_alike = folded(now->rel) == folded(old.rel) || now->type == old.type;
      if (is_alike && now->owner == old.owner && now->promise != Promise::None &&
          find(earlier, key) == nullptr)
        return now;
    }
    return nullptr;
  }

  template <class One>
  void is_gone(const One& old, std::size_t places) {
    const bool is_sure =
        !after_.is_cut && (old.promise == Promise::Required ||
                           (is_usual(old) && would_be_seen(old.present, old.of, before_.distinct,
                                                           std::min(places, after_.distinct))));
    add(is_sure ? Change::Breaking : Change::LostEvidence, name_of(old), presence(old),
        fmt::format("in none of {}", places),
        is_sure ? "" : "there are too few, or only some had it: other data may lack it");
  }

  template <class One>
  void is_new(const One& now, std::size_t places) {
    const bool is_sure =
        !before_.is_cut && (now.promise == Promise::None ||
                            (is_usual(now) && would_be_seen(now.present, now.of, after_.distinct,
                                                            std::min(places, before_.distinct))));
    std::string words = presence(now);
    if constexpr (std::is_same_v<One, LearnedField>) words = words_for(now.types) + ", " + words;
    add(is_sure ? Change::Addition : Change::GainedEvidence, name_of(now),
        fmt::format("in none of {}", places), words,
        is_sure ? "" : "it may have been sent before, with other data");
  }

  /// Always there, and now not always: clients that rely on it break.
  template <class One>
  void compare_gaps(const One& old, const One& now) {
    if (old.present < old.of || now.present >= now.of) return;
    const bool is_documented = now.promise == Promise::Optional;
    const auto many = [](const One& one, std::size_t distinct) {
      return std::min(one.of, distinct) >= enough_for_absence;
    };
    const bool is_habit = many(old, before_.distinct) && many(now, after_.distinct) &&
                          (now.of - now.present) * 5 >= now.of;
    const bool is_breaking = now.promise == Promise::Required || (!is_documented && is_habit);
    add(is_breaking ? Change::Breaking : Change::Other, name_of(now) + " may be absent",
        presence(old), presence(now),
        is_breaking     ? ""
        : is_documented ? "the contract allows it"
                        : "there are too few to tell it from other data");
  }

  void compare_field(const LearnedField& old, const LearnedField& now) {
    compare_types(old, now);
    compare_values(old, now);
  }

  void compare_types(const LearnedField& old, const LearnedField& now) {
    std::vector<Seen> fresh = without(now.types, old.types);
    std::erase_if(fresh, [](const Seen& type) { return type.what == "empty text"; });
    if (fresh.empty()) return;
    const bool is_fraction = has(old.types, "integer") && fresh.size() == 1 &&
                             (fresh[0].what == "decimal number" || fresh[0].what == "decimal");
    const bool is_sure = now.promise != Promise::None || old.present >= enough_for_types;
    const bool is_right = !now.right_type.empty() && fresh.size() == 1 && now.types.size() == 1 &&
                          fresh[0].what == now.right_type;
    const Change change = is_right                                        ? Change::Fix
                          : is_sure && !is_fraction && !old.types.empty() ? Change::Breaking
                                                                          : Change::Other;
    add(change, name_of(now) + " has another type", words_for(old.types), words_for(now.types),
        is_right  ? "as the contract demands"
        : is_sure ? ""
                  : "there are too few to tell it from other data");
  }

  static std::string counted_values(const std::vector<Seen>& values) {
    std::vector<std::string> words;
    for (const Seen& value : values)
      words.push_back(fmt::format("{} ({})", value.what, value.times));
    return listed(words, most_values_named);
  }

  static std::string bare(std::string_view value) {
    std::string letters = folded(value);
    std::erase_if(letters, [](char c) { return c == '_' || c == '-' || c == ' '; });
    return letters;
  }

  static bool is_undocumented(const LearnedField& field, const Seen& value) {
    return std::find(field.undocumented.begin(), field.undocumented.end(), value.what) !=
           field.undocumented.end();
  }

  /// Whether `fresh` stands where `gone` stood: the same word in another spelling, or a word that
  /// the contract does not know, about as often. That a value is seen no more says nothing else.
  bool takes_place_of(const LearnedField& old, const LearnedField& now, const Seen& gone,
                      const Seen& fresh) const {
    if (bare(gone.what) == bare(fresh.what)) return true;
    if (now.promise == Promise::None || !is_undocumented(now, fresh)) return false;
    const auto share = [](const Seen& value, const LearnedField& field) {
      return static_cast<double>(value.times) /
             static_cast<double>(std::max<std::size_t>(field.present, 1));
    };
    const double earlier = share(gone, old), later = share(fresh, now);
    return std::min(before_.distinct, after_.distinct) >= enough_for_values && earlier >= 0.1 &&
           later >= earlier / 2 && later <= earlier * 2;
  }

  void compare_values(const LearnedField& old, const LearnedField& now) {
    std::vector<Seen> gone = without(old.values, now.values);
    std::vector<Seen> fresh = without(now.values, old.values);
    for (auto lost = gone.begin(); lost != gone.end();) {
      const auto other = std::find_if(fresh.begin(), fresh.end(), [&](const Seen& one) {
        return takes_place_of(old, now, *lost, one);
      });
      if (other == fresh.end()) {
        ++lost;
        continue;
      }
      const bool is_right = is_undocumented(old, *lost) && !is_undocumented(now, *other);
      add(is_right ? Change::Fix : Change::Breaking,
          fmt::format("value {} of {}", lost->what, name_of(now)),
          fmt::format("{} ({})", lost->what, lost->times),
          fmt::format("{} ({})", other->what, other->times),
          is_right ? "as the contract lists it" : "another value stands in its place");
      fresh.erase(other);
      lost = gone.erase(lost);
    }
    if (!gone.empty())
      add(Change::LostEvidence, "values of " + name_of(now), counted_values(gone), "not seen",
          "data alone may have made the difference");
    std::vector<Seen> known;
    for (auto one = fresh.begin(); one != fresh.end();) {
      const bool is_known = now.promise != Promise::None && !is_undocumented(now, *one);
      if (is_known) known.push_back(*one);
      one = is_known ? fresh.erase(one) : std::next(one);
    }
    if (!known.empty())
      add(Change::GainedEvidence, "values of " + name_of(now), "not seen", counted_values(known),
          "the contract lists them");
    if (!fresh.empty())
      add(Change::Addition, "values of " + name_of(now), "not seen", counted_values(fresh),
          "clients that refuse values they do not know break");
  }

  /// Fields whose times changed alike are told together.
  void compare_digits(const ByKey<LearnedField>& earlier, const ByKey<LearnedField>& later) {
    std::map<std::pair<int, int>, std::vector<std::string>> alike;
    for (const auto& [key, old] : earlier) {
      const LearnedField* now = find(later, key);
      if (now == nullptr || !old->fraction_digits || !now->fraction_digits) continue;
      if (std::min(old->present, before_.distinct) < enough_for_digits ||
          std::min(now->present, after_.distinct) < enough_for_digits)
        continue;
      if (*old->fraction_digits != *now->fraction_digits)
        alike[{*old->fraction_digits, *now->fraction_digits}].push_back(now->path);
    }
    const auto words = [](int digits) {
      return digits == 0 ? "whole seconds" : fmt::format("up to {} digits of a second", digits);
    };
    for (const auto& [digits, fields] : alike)
      add(Change::Other, "precision of " + listed(fields, 4), words(digits.first),
          words(digits.second));
  }

  const LearnedResource& before_;
  const LearnedResource& after_;
  std::vector<RunDifference> differences_{};
};

}  // namespace

bool would_be_seen(std::size_t present, std::size_t of, std::size_t distinct, std::size_t later) {
  if (of == 0) return false;
  const auto number = [](std::size_t n) { return static_cast<double>(n); };
  const double share = number(present) / number(of);
  const double objects = number(std::min(of, distinct));
  const double cautious = share * objects / (objects + 3);
  return std::pow(1 - cautious, number(later)) < 0.001;
}

std::vector<RunDifference> compare_resource(const LearnedResource& before,
                                            const LearnedResource& after) {
  return ResourceComparison(before, after).differences();
}

}  // namespace emconform

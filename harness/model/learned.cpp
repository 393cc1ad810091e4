#include "model/learned.h"

#include <algorithm>
#include <tuple>

namespace emconform {
namespace {

/// Puts `more` into `all`: what `is_same` calls the same is added up, the rest is inserted before
/// the first that `is_before` says comes after it.
template <class One, class IsSame, class IsBefore, class AddUp>
void unite(std::vector<One>& all, const std::vector<One>& more, IsSame is_same, IsBefore is_before,
           AddUp add_up) {
  for (const One& other : more) {
    const auto same =
        std::find_if(all.begin(), all.end(), [&](const One& one) { return is_same(one, other); });
    if (same != all.end()) {
      add_up(*same, other);
      continue;
    }
    const auto place =
        std::find_if(all.begin(), all.end(), [&](const One& one) { return is_before(other, one); });
    all.insert(place, other);
  }
}

void add_seen(std::vector<Seen>& all, const std::vector<Seen>& more) {
  unite(
      all, more, [](const Seen& a, const Seen& b) { return a.what == b.what; },
      [](const Seen& a, const Seen& b) { return a.what < b.what; },
      [](Seen& one, const Seen& other) { one.times += other.times; });
}

void add_field(LearnedField& field, const LearnedField& other) {
  field.present += other.present;
  field.of += other.of;
  add_seen(field.types, other.types);
  add_seen(field.values, other.values);
  for (const std::string& value : other.undocumented)
    if (std::find(field.undocumented.begin(), field.undocumented.end(), value) ==
        field.undocumented.end())
      field.undocumented.push_back(value);
  if (other.fraction_digits)
    field.fraction_digits = std::max(field.fraction_digits.value_or(0), *other.fraction_digits);
}

/// What only one of the two saw was absent in all items of the other.
void count_absences(LearnedResource& resource, const LearnedResource& other) {
  const auto is_top = [](const std::string& path) { return path.find('/') == std::string::npos; };
  for (LearnedField& field : resource.fields)
    if (is_top(field.path)) field.of = resource.items + other.items;
  for (LearnedLink& link : resource.links)
    if (link.owner.empty()) link.of = resource.items + other.items;
}

void add_resource(LearnedResource& resource, const LearnedResource& other) {
  unite(
      resource.fields, other.fields,
      [](const LearnedField& a, const LearnedField& b) { return a.path == b.path; },
      [](const LearnedField& a, const LearnedField& b) { return a.path < b.path; }, add_field);
  const auto key = [](const LearnedLink& link) {
    return std::tie(link.owner, link.rel, link.type);
  };
  unite(
      resource.links, other.links,
      [&](const LearnedLink& a, const LearnedLink& b) { return key(a) == key(b); },
      [&](const LearnedLink& a, const LearnedLink& b) { return key(a) < key(b); },
      [](LearnedLink& link, const LearnedLink& one) {
        link.present += one.present;
        link.of += one.of;
      });
  count_absences(resource, other);
  resource.items += other.items;
  resource.distinct = std::max(resource.distinct, other.distinct);  // both may have read the same
  resource.pascal_names += other.pascal_names;
  resource.camel_names += other.camel_names;
  resource.is_cut |= other.is_cut;
}

void add_endpoint(LearnedEndpoint& endpoint, const LearnedEndpoint& other) {
  const auto key = [](const LearnedAsk& ask) { return std::tie(ask.ask, ask.expected); };
  unite(
      endpoint.asks, other.asks,
      [&](const LearnedAsk& a, const LearnedAsk& b) { return key(a) == key(b); },
      [&](const LearnedAsk& a, const LearnedAsk& b) { return key(a) < key(b); },
      [](LearnedAsk& ask, const LearnedAsk& one) { add_seen(ask.answers, one.answers); });
  add_seen(endpoint.headers, other.headers);
  endpoint.answers += other.answers;
  if (other.latency.answers > endpoint.latency.answers) endpoint.latency = other.latency;
  endpoint.is_cut |= other.is_cut;
}

}  // namespace

void add(Learned& learned, const Learned& other) {
  const auto key = [](const LearnedResource& resource) {
    return std::tie(resource.resource, resource.form, resource.format);
  };
  unite(
      learned.resources, other.resources,
      [&](const LearnedResource& a, const LearnedResource& b) { return key(a) == key(b); },
      [&](const LearnedResource& a, const LearnedResource& b) { return key(a) < key(b); },
      add_resource);
  unite(
      learned.endpoints, other.endpoints,
      [](const LearnedEndpoint& a, const LearnedEndpoint& b) { return a.endpoint == b.endpoint; },
      [](const LearnedEndpoint& a, const LearnedEndpoint& b) { return a.endpoint < b.endpoint; },
      add_endpoint);
}

}  // namespace emconform

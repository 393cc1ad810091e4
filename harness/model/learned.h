#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/exchange.h"

// What a run saw of its target, whether or not a rule speaks of it. Two releases of a target are
// compared by it (reports/diff.h). It holds no free text and no name of anything at the target:
// names of fields, links, headers and types, counts, and values of enumerations.
namespace emconform {

/// Something that was seen, and how often.
struct Seen {
  std::string what{};
  std::size_t times = 0;
};

/// What the contract says of a field or a link.
enum class Promise {
  None,      // nothing: the target sends more than is documented
  Optional,  // it may be there
  Required,  // it is always there
};

struct LearnedField {
  std::string path{};  // from the resource: "Info/State"; of a JSON array's objects: "Tasks[]/Name"
  Promise promise = Promise::None;
  std::size_t present = 0;     // in so many
  std::size_t of = 0;          // of the objects in which it could stand
  std::vector<Seen> types{};   // how it was written: "time in UTC", "attribute, UID", "object"
  std::string right_type{};    // the one that the contract demands; "" if it demands none
  std::vector<Seen> values{};  // of what is an enumeration, by the contract or by its name
  std::vector<std::string> undocumented{};  // those of `values` that the contract does not list
  std::optional<int> fraction_digits{};     // of a time's seconds: the most that were seen
};

struct LearnedLink {
  std::string owner{};  // path of the object that bears it; "" for the resource itself
  std::string rel{}, type{};
  Promise promise = Promise::None;
  std::size_t present = 0, of = 0;
};

/// What the resources of one type, in one form and one format, looked like.
struct LearnedResource {
  std::string resource{};  // "BackupTaskSession"
  Form form = Form::Reference;
  Format format = Format::Xml;
  std::size_t items = 0;     // that were read
  std::size_t distinct = 0;  // different ones among them; what goes beyond 1024 is not counted
  std::size_t pascal_names = 0, camel_names = 0;  // of JSON properties in all of these bodies
  std::vector<LearnedField> fields{};
  std::vector<LearnedLink> links{};
  bool is_cut = false;  // there was more than is kept
};

/// How one kind of request was answered.
struct LearnedAsk {
  std::string ask{};            // "GET, session, application/xml"
  std::vector<int> expected{};  // the statuses that are right
  std::vector<Seen> answers{};  // "200 application/xml; charset=utf-8"
};

/// How long answers with 2xx took.
struct Latency {
  std::size_t answers = 0;
  std::chrono::microseconds p50{}, p90{}, p99{};
};

struct LearnedEndpoint {
  std::string endpoint{};  // "/jobs/{ID}"
  std::size_t answers = 0;
  std::vector<LearnedAsk> asks{};
  std::vector<Seen> headers{};  // names in lower case, and how many answers bore them
  Latency latency{};
  bool is_cut = false;  // there was more than is kept
};

struct Learned {
  std::vector<LearnedResource> resources{};  // by resource, form, format
  std::vector<LearnedEndpoint> endpoints{};  // by endpoint

  bool is_empty() const { return resources.empty() && endpoints.empty(); }
};

/// Adds what another shard of the same run learned. Percentiles cannot be added: of an endpoint
/// that both asked, those of more answers stay.
void add(Learned& learned, const Learned& other);

std::string_view name_of(Promise promise);
std::optional<Promise> promise_named(std::string_view name);

}  // namespace emconform

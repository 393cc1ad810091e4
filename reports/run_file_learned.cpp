#include "reports/run_file_learned.h"

#include <ostream>

#include "model/results.h"
#include "reports/json_line.h"

namespace emconform {
namespace {

using namespace json_line;
using Ordered = nlohmann::ordered_json;

void write_line(const Ordered& json, std::ostream& out) {
  out << json.dump(-1, ' ', false, Ordered::error_handler_t::replace) << '\n';
}

/// [["time in UTC", 12], ..]
Ordered to_json(const std::vector<Seen>& all) {
  Ordered json = Ordered::array();
  for (const Seen& one : all) json.push_back({one.what, one.times});
  return json;
}

Ordered to_json(const LearnedField& field) {
  Ordered json = {{"path", field.path},
                  {"promise", name_of(field.promise)},
                  {"present", field.present},
                  {"of", field.of},
                  {"types", to_json(field.types)}};
  if (!field.right_type.empty()) json["right_type"] = field.right_type;
  if (!field.values.empty()) json["values"] = to_json(field.values);
  if (!field.undocumented.empty()) json["undocumented"] = field.undocumented;
  if (field.fraction_digits) json["fraction_digits"] = *field.fraction_digits;
  return json;
}

Ordered to_json(const LearnedLink& link) {
  Ordered json = {{"rel", link.rel},
                  {"type", link.type},
                  {"promise", name_of(link.promise)},
                  {"present", link.present},
                  {"of", link.of}};
  if (!link.owner.empty()) json["owner"] = link.owner;
  return json;
}

Ordered to_json(const LearnedAsk& ask) {
  return {{"ask", ask.ask}, {"expected", ask.expected}, {"answers", to_json(ask.answers)}};
}

template <class One>
Ordered all_to_json(const std::vector<One>& all) {
  Ordered json = Ordered::array();
  for (const One& one : all) json.push_back(to_json(one));
  return json;
}

void write(const LearnedResource& resource, std::ostream& out) {
  write_line({{"kind", "learned"},
              {"about", "resource"},
              {"resource", resource.resource},
              {"form", name_of(resource.form)},
              {"format", name_of(resource.format)},
              {"items", resource.items},
              {"distinct", resource.distinct},
              {"pascal_names", resource.pascal_names},
              {"camel_names", resource.camel_names},
              {"fields", all_to_json(resource.fields)},
              {"links", all_to_json(resource.links)},
              {"cut", resource.is_cut}},
             out);
}

void write(const LearnedEndpoint& endpoint, std::ostream& out) {
  const Latency& latency = endpoint.latency;
  write_line({{"kind", "learned"},
              {"about", "endpoint"},
              {"endpoint", endpoint.endpoint},
              {"answers", endpoint.answers},
              {"asks", all_to_json(endpoint.asks)},
              {"headers", to_json(endpoint.headers)},
              {"latency",
               {{"answers", latency.answers},
                {"p50_us", latency.p50.count()},
                {"p90_us", latency.p90.count()},
                {"p99_us", latency.p99.count()}}},
              {"cut", endpoint.is_cut}},
             out);
}

std::vector<Seen> read_seen(const Json& line, const char* key) {
  std::vector<Seen> all;
  for (const Json& pair : array(line, key)) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string())
      throw BadLine(fmt::format("'{}' holds what is no text with its number", key));
    all.push_back({pair[0].get<std::string>(), to_number<std::size_t>(pair[1], key)});
  }
  return all;
}

LearnedField read_field(const Json& line) {
  LearnedField field{.path = text(line, "path"),
                     .promise = enumerator(line, "promise", promise_named),
                     .present = number<std::size_t>(line, "present"),
                     .of = number<std::size_t>(line, "of"),
                     .types = read_seen(line, "types")};
  if (line.contains("right_type")) field.right_type = text(line, "right_type");
  if (line.contains("values")) field.values = read_seen(line, "values");
  if (line.contains("undocumented")) field.undocumented = texts(line, "undocumented");
  if (line.contains("fraction_digits"))
    field.fraction_digits = number<int>(line, "fraction_digits");
  return field;
}

LearnedLink read_link(const Json& line) {
  return {.owner = line.contains("owner") ? text(line, "owner") : "",
          .rel = text(line, "rel"),
          .type = text(line, "type"),
          .promise = enumerator(line, "promise", promise_named),
          .present = number<std::size_t>(line, "present"),
          .of = number<std::size_t>(line, "of")};
}

LearnedResource read_resource(const Json& line) {
  LearnedResource resource{.resource = text(line, "resource"),
                           .form = enumerator(line, "form", form_named),
                           .format = enumerator(line, "format", format_named),
                           .items = number<std::size_t>(line, "items"),
                           .distinct = number<std::size_t>(line, "distinct"),
                           .pascal_names = number<std::size_t>(line, "pascal_names"),
                           .camel_names = number<std::size_t>(line, "camel_names"),
                           .is_cut = fact(line, "cut", false)};
  for (const Json& field : array(line, "fields")) resource.fields.push_back(read_field(field));
  for (const Json& link : array(line, "links")) resource.links.push_back(read_link(link));
  return resource;
}

LearnedEndpoint read_endpoint(const Json& line) {
  const Json& latency = member(line, "latency");
  LearnedEndpoint endpoint{.endpoint = text(line, "endpoint"),
                           .answers = number<std::size_t>(line, "answers"),
                           .headers = read_seen(line, "headers"),
                           .latency = {.answers = number<std::size_t>(latency, "answers"),
                                       .p50 = duration(latency, "p50_us"),
                                       .p90 = duration(latency, "p90_us"),
                                       .p99 = duration(latency, "p99_us")},
                           .is_cut = fact(line, "cut", false)};
  for (const Json& ask : array(line, "asks")) {
    endpoint.asks.push_back({.ask = text(ask, "ask"), .answers = read_seen(ask, "answers")});
    for (const Json& status : array(ask, "expected"))
      endpoint.asks.back().expected.push_back(to_number<int>(status, "expected"));
  }
  return endpoint;
}

}  // namespace

void write_learned(const Learned& learned, std::ostream& out) {
  for (const LearnedResource& resource : learned.resources) write(resource, out);
  for (const LearnedEndpoint& endpoint : learned.endpoints) write(endpoint, out);
}

void read_learned(const nlohmann::json& line, Learned& learned) {
  const std::string about = text(line, "about");
  if (about == "resource") learned.resources.push_back(read_resource(line));
  if (about == "endpoint") learned.endpoints.push_back(read_endpoint(line));
}

}  // namespace emconform

#include <algorithm>
#include <array>

#include "mock/defect_tools.h"
#include "mock/text.h"

// The language of filters: other ways to write a comparison, and what is none.
namespace emconform::mock {

namespace {

constexpr std::string_view nothing = "Name==emconform-finds-nothing";

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// The filter compares this property, in this spelling, with a value that begins like this.
bool compares(const Query& query, std::string_view property, std::string_view value) {
  if (!query.filter || !query.filter->starts_with(property)) return false;
  std::string_view rest = std::string_view{*query.filter}.substr(property.size());
  while (!rest.empty() && std::string_view{"=!<>"}.find(rest.front()) != std::string_view::npos)
    rest.remove_prefix(1);
  return rest.starts_with(value);
}

bool begins_with_guid(const Query& query, std::string_view before) {
  if (!query.filter || !query.filter->starts_with(before)) return false;
  const std::string_view value = std::string_view{*query.filter}.substr(before.size());
  return value.size() >= 36 && value[8] == '-' && value[23] == '-';
}

bool is_unknown_property(const Query& query) {
  return query.filter && contains(*query.filter, "Such");
}

bool is_malformed(const Query& query) {
  if (!query.filter) return false;
  const std::string& filter = *query.filter;
  return filter.ends_with(';') || filter.ends_with("==") || contains(filter, "=~") ||
         filter.find_first_of("=<>") == std::string::npos ||
         std::count(filter.begin(), filter.end(), '(') !=
             std::count(filter.begin(), filter.end(), ')');
}

bool is_bad_query(const Request& request, const Reply& reply) {
  return request.route == "query" && reply.status == 400;
}

constexpr DefectEntry entries[] = {
    {{"language.bad_filter_fails", "A filter that cannot be read is answered with 500.",
      "query.refusal"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_bad_query(request, reply) && parameter(request, "filter"))
              reply = error_reply(500, "Object reference not set to an instance of an object.");
          }}},
    {{"language.bad_filter_finds_nothing", "A filter that cannot be read finds nothing.",
      "query.refusal"},
     {.query =
          [](const Request&, Query& query) {
            if (is_malformed(query)) query.filter = nothing;
          }}},
    {{"language.bare_guid", "A JobUid that is given as a bare GUID matches nothing.",
      "query.value_forms"},
     {.query =
          [](const Request&, Query& query) {
            if (begins_with_guid(query, "JobUid==") || begins_with_guid(query, "JobUid==\""))
              query.filter = nothing;
          }}},
    {{"language.error_without_body", "A query that is refused gets no Error.", "query.refusal"},
     {.reply =
          [](const Request& request, Reply& reply) {
            if (is_bad_query(request, reply)) reply.document.reset();
          }}},
    {{"language.letter_case_of_names", "Names of properties are known in one spelling alone.",
      "query.value_forms"},
     {.query =
          [](const Request&, Query& query) {
            if (query.filter && query.filter->front() >= 'a' && query.filter->front() <= 'z')
              query.filter = "Unknown==1";
          }}},
    {{"language.letter_case_of_values", "Results in lower case match nothing.",
      "query.value_forms"},
     {.query =
          [](const Request&, Query& query) {
            for (const std::string_view value : {"success", "warning", "failed"})
              if (compares(query, "Result", value)) query.filter = nothing;
          }}},
    {{"language.malformed_ignored", "A filter that cannot be read is ignored.",
      "query.not_ignored"},
     {.query =
          [](const Request&, Query& query) {
            if (is_malformed(query)) query.filter.reset();
          }}},
    {{"language.page_size_zero", "pageSize=0 is taken for the usual 100.", "query.not_ignored"},
     {.request =
          [](Request& request) {
            std::erase_if(request.parameters, [](const Parameter& one) {
              return one.name == "pagesize" && one.value == "0";
            });
          }}},
    {{"language.quoted_time", "A time in quotes matches nothing.", "query.value_forms"},
     {.query =
          [](const Request&, Query& query) {
            if (compares(query, "CreationTime", "\"2")) query.filter = nothing;
          }}},
    {{"language.unknown_ignored", "A comparison with an unknown property is ignored.",
      "query.not_ignored"},
     {.query =
          [](const Request&, Query& query) {
            if (is_unknown_property(query)) query.filter.reset();
          }}},
    {{"language.zone_demanded", "A time without Z matches nothing.", "query.value_forms"},
     {.query =
          [](const Request&, Query& query) {
            if (compares(query, "EndTime", "2") && !contains(*query.filter, "Z"))
              query.filter = nothing;
          }}},
};

}  // namespace

std::span<const DefectEntry> language_defects() { return entries; }

}  // namespace emconform::mock

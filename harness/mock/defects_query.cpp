#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "mock/defect_tools.h"

// The filters of the query service.
namespace emconform::mock {

namespace {

using Rewrite = std::function<std::string(std::string_view token)>;

/// Rewrites the operators of a filter, comparisons and logic; what stands in quotes is left alone.
void rewrite_operators(Query& query, const Rewrite& rewrite) {
  if (!query.filter) return;
  constexpr std::array<std::string_view, 8> operators{"==", "!=", "<=", ">=", "<", ">", ";", ","};
  const std::string_view filter = *query.filter;
  std::string result;
  bool quoted = false;
  for (std::size_t i = 0; i < filter.size();) {
    quoted = quoted != (filter[i] == '"');
    const auto found =
        quoted ? operators.end()
               : std::find_if(operators.begin(), operators.end(), [&](std::string_view token) {
                   return filter.substr(i).starts_with(token);
                 });
    if (found == operators.end()) {
      result += filter[i++];
    } else {
      result += rewrite(*found);
      i += found->size();
    }
  }
  query.filter = std::move(result);
}

void replace_operator(Query& query, std::string_view from, std::string_view to) {
  rewrite_operators(
      query, [&](std::string_view token) { return std::string{token == from ? to : token}; });
}

bool looks_for(const Query& query, std::string_view property) {
  return query.filter && query.filter->find(property) != std::string::npos;
}

/// Where the filter stands outside quotes and parentheses at a separator, ...
std::vector<std::string> parts_of(std::string_view filter, char separator) {
  std::vector<std::string> parts(1);
  bool quoted = false;
  int depth = 0;
  for (const char letter : filter) {
    quoted = quoted != (letter == '"');
    if (!quoted && letter == '(') ++depth;
    if (!quoted && letter == ')') --depth;
    if (!quoted && depth == 0 && letter == separator)
      parts.emplace_back();
    else
      parts.back() += letter;
  }
  return parts;
}

/// ... and the filter without its parentheses.
std::string ungrouped(std::string_view filter) {
  std::string result;
  bool quoted = false;
  for (const char letter : filter) {
    quoted = quoted != (letter == '"');
    if (quoted || (letter != '(' && letter != ')')) result += letter;
  }
  return result;
}

/// A filter that no server understands, so that this one answers with an error.
void refuse(Query& query) { query.filter = "("; }

constexpr DefectEntry entries[] = {
    {{"query.and_as_or", "The filter takes ; for OR.", "query.filter_logic"},
     {.query = [](const Request&, Query& query) { replace_operator(query, ";", ","); }}},
    {{"query.and_binds_weaker", "In a filter OR binds tighter than AND.", "query.filter_logic"},
     {.query =
          [](const Request&, Query& query) {
            if (!query.filter) return;
            std::string result;
            for (const std::string& part : parts_of(*query.filter, ';')) {
              if (!result.empty()) result += ';';
              result += '(';
              result += part;
              result += ')';
            }
            query.filter = std::move(result);
          }}},
    {{"query.and_takes_first", "Of comparisons joined by ; the first counts.",
      "query.filter_logic"},
     {.query =
          [](const Request&, Query& query) {
            if (query.filter) query.filter = parts_of(*query.filter, ';').front();
          }}},
    {{"query.at_least_excludes", "The filter takes >= for >.", "query.filter"},
     {.query = [](const Request&, Query& query) { replace_operator(query, ">=", ">"); }}},
    {{"query.at_most_excludes", "The filter takes <= for <.", "query.filter"},
     {.query = [](const Request&, Query& query) { replace_operator(query, "<=", "<"); }}},
    {{"query.bare_guid_refused", "A filter by UID demands a URN, not a bare GUID.", "query.filter"},
     {.query =
          [](const Request&, Query& query) {
            if (looks_for(query, "Uid") && query.filter->find("urn:") == std::string::npos)
              refuse(query);
          }}},
    {{"query.equals_as_at_least", "The filter takes == for >=.", "query.filter"},
     {.query = [](const Request&, Query& query) { replace_operator(query, "==", ">="); }}},
    {{"query.grouping_ignored", "Parentheses in a filter have no effect.", "query.filter_logic"},
     {.query =
          [](const Request&, Query& query) {
            if (query.filter) query.filter = ungrouped(*query.filter);
          }}},
    {{"query.end_time_ignored", "A filter by EndTime of a task is ignored.", "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            if (parameter(request, "type") == "BackupTaskSession" && looks_for(query, "EndTime"))
              query.filter.reset();
          }}},
    {{"query.ignored_in_json", "The filter is ignored where JSON is asked for.", "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            if (is_json(request)) query.filter.reset();
          }}},
    {{"query.is_retry_ignored", "A filter by IsRetry is ignored.", "query.filter"},
     {.query =
          [](const Request&, Query& query) {
            if (looks_for(query, "IsRetry")) query.filter.reset();
          }}},
    {{"query.next_run_ignored_in_json", "A filter by NextRun of a job is ignored in JSON.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            if (is_json(request) && parameter(request, "type") == "Job" &&
                looks_for(query, "NextRun"))
              query.filter.reset();
          }}},
    {{"query.not_equals_as_equals", "The filter takes != for ==.", "query.filter"},
     {.query = [](const Request&, Query& query) { replace_operator(query, "!=", "=="); }}},
    {{"query.name_ignored_in_json", "A filter by VmDisplayName is ignored in JSON.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            if (is_json(request) && looks_for(query, "VmDisplayName")) query.filter.reset();
          }}},
    {{"query.or_as_and", "The filter takes , for AND.", "query.filter_logic"},
     {.query = [](const Request&, Query& query) { replace_operator(query, ",", ";"); }}},
    {{"query.or_takes_first", "Of comparisons joined by , the first counts.", "query.filter_logic"},
     {.query =
          [](const Request&, Query& query) {
            if (query.filter) query.filter = parts_of(*query.filter, ',').front();
          }}},
    {{"query.platform_ignored", "A filter by Platform is ignored.", "query.filter"},
     {.query =
          [](const Request&, Query& query) {
            if (looks_for(query, "Platform")) query.filter.reset();
          }}},
    {{"query.quotes_kept", "The quotes around a JobName count as part of it.", "query.filter"},
     {.query =
          [](const Request&, Query& query) {
            if (looks_for(query, "JobName")) replace_all(*query.filter, "\"", "\"\"\"");
          }}},
    {{"query.server_name_ignored", "A filter by BackupServerName of a task is ignored.",
      "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            if (parameter(request, "type") == "BackupTaskSession" &&
                looks_for(query, "BackupServerName"))
              query.filter.reset();
          }}},
    {{"query.state_ignored_in_json", "A filter by State is ignored in JSON.", "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            if (is_json(request) && looks_for(query, "State")) query.filter.reset();
          }}},
    {{"query.state_refused", "A filter by State of a task is refused.", "query.filter"},
     {.query =
          [](const Request& request, Query& query) {
            if (looks_for(query, "State") && parameter(request, "type") == "BackupTaskSession")
              refuse(query);
          }}},
};

}  // namespace

std::span<const DefectEntry> query_defects() { return entries; }

}  // namespace emconform::mock

#include <algorithm>
#include <array>
#include <functional>

#include "mock/defect_tools.h"

// The query service: filter, sort, paging.
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

/// The object with PageNum and PagesCount, or null.
Object* paging_info(Reply& reply) {
  if (!succeeded(reply)) return nullptr;
  Member* member = find(reply.document->content, "PagingInfo");
  return member == nullptr ? nullptr : std::get_if<Object>(&member->value);
}

std::int64_t number(const Object& object, std::string_view name) {
  const Member* member = find(object, name);
  const auto* value = member == nullptr ? nullptr : std::get_if<std::int64_t>(&member->value);
  return value == nullptr ? 0 : *value;
}

constexpr DefectEntry entries[] = {
    {{"query.and_as_or", "The filter takes ; for OR.", "query.filter_logic"},
     {.query = [](const Request&, Query& query) { replace_operator(query, ";", ","); }}},
    {{"query.at_least_excludes", "The filter takes >= for >.", "query.filter"},
     {.query = [](const Request&, Query& query) { replace_operator(query, ">=", ">"); }}},
    {{"query.at_most_excludes", "The filter takes <= for <.", "query.filter"},
     {.query = [](const Request&, Query& query) { replace_operator(query, "<=", "<"); }}},
    {{"query.equals_as_at_least", "The filter takes == for >=.", "query.filter"},
     {.query = [](const Request&, Query& query) { replace_operator(query, "==", ">="); }}},
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
    {{"query.last_item_lost", "The last page lacks its last item.", "query.paging"},
     {.reply =
          [](const Request&, Reply& reply) {
            const Object* paging = paging_info(reply);
            List* items = items_of(reply);
            if (paging != nullptr && items != nullptr && items->items.size() > 1 &&
                number(*paging, "PageNum") == number(*paging, "PagesCount"))
              items->items.pop_back();
          }}},
    {{"query.next_drops_filter", "The Next link forgets the filter.", "paging.links"},
     {.reply =
          [](const Request&, Reply& reply) {
            Object* paging = paging_info(reply);
            Link* next = paging == nullptr ? nullptr : find_link(*paging, "Next");
            const auto start = next == nullptr ? std::string::npos : next->href->find("filter=");
            if (start == std::string::npos) return;
            const auto end = next->href->find('&', start);
            next->href->erase(start, end == std::string::npos ? end : end - start + 1);
          }}},
    {{"query.next_on_last_page", "The last page has a Next link.", "paging.links"},
     {.reply =
          [](const Request&, Reply& reply) {
            Object* paging = paging_info(reply);
            if (paging == nullptr || find_link(*paging, "Next") != nullptr) return;
            Link next = *find_link(*paging, "Last");
            next.rel = "Next";
            links_of(*paging)->push_back(std::move(next));
          }}},
    {{"query.no_last_link", "PagingInfo has no Last link.", "paging.links"},
     {.reply =
          [](const Request&, Reply& reply) {
            Object* paging = paging_info(reply);
            if (paging != nullptr)
              std::erase_if(*links_of(*paging),
                            [](const Link& link) { return link.rel == "Last"; });
          }}},
    {{"query.not_equals_as_equals", "The filter takes != for ==.", "query.filter"},
     {.query = [](const Request&, Query& query) { replace_operator(query, "!=", "=="); }}},
    {{"query.or_as_and", "The filter takes , for AND.", "query.filter_logic"},
     {.query = [](const Request&, Query& query) { replace_operator(query, ",", ";"); }}},
    {{"query.page_from_0", "PageNum counts from 0.", "paging.info"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (Object* paging = paging_info(reply))
              find(*paging, "PageNum")->value = number(*paging, "PageNum") - 1;
          }}},
    {{"query.page_repeated", "Page 2 shows what page 1 has shown.", "query.paging"},
     {.query =
          [](const Request&, Query& query) {
            if (query.page == 2) query.page = 1;
          }}},
    {{"query.page_size_ignored", "A page has 100 items, whatever pageSize says.", "query.paging"},
     {.query = [](const Request&, Query& query) { query.page_size = 100; }}},
    {{"query.pages_count", "PagesCount is one too many.", "query.paging"},
     {.reply =
          [](const Request&, Reply& reply) {
            Object* paging = paging_info(reply);
            if (paging == nullptr) return;
            if (Member* count = find(*paging, "PagesCount"))
              count->value = number(*paging, "PagesCount") + 1;
          }}},
    {{"query.sort_asc_ignored", "sortAsc has no effect.", "query.sort"},
     {.query = [](const Request&, Query& query) { query.sort_asc.reset(); }}},
    {{"query.sort_desc_ascends", "sortDesc sorts in ascending order.", "query.sort"},
     {.query =
          [](const Request&, Query& query) {
            if (query.sort_desc) query.sort_asc = std::exchange(query.sort_desc, std::nullopt);
          }}},
};

}  // namespace

std::span<const DefectEntry> query_defects() { return entries; }

}  // namespace emconform::mock

#include "mock/defect_tools.h"

// The query service: sorting and paging.
namespace emconform::mock {

namespace {

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

template <class Change>
void change_page_link(Reply& reply, std::string_view rel, Change change) {
  Object* paging = paging_info(reply);
  Link* link = paging == nullptr ? nullptr : find_link(*paging, rel);
  if (link != nullptr) change(*link);
}

/// `name` ends in "=".
void drop_parameter(std::string& href, std::string_view name) {
  auto start = href.find(name);
  while (start != std::string::npos && href[start - 1] != '?' && href[start - 1] != '&')
    start = href.find(name, start + 1);
  if (start == std::string::npos) return;
  const auto end = href.find('&', start);
  if (end == std::string::npos)
    href.erase(start - 1);
  else
    href.erase(start, end - start + 1);
}

void sort_as_text(Query& query, std::string_view property, std::string_view column) {
  if (query.sort_asc || query.sort_desc)
    query.instead = Property{.name = property, .kind = ValueKind::Text, .column = column};
}

constexpr DefectEntry entries[] = {
    {{"paging.count_as_text", "PagesCount is a string in JSON.", "paging.info"},
     {.reply =
          [](const Request& request, Reply& reply) {
            Object* paging = paging_info(reply);
            if (paging != nullptr && is_json(request))
              find(*paging, "PagesCount")->value = std::to_string(number(*paging, "PagesCount"));
          }}},
    {{"paging.first_is_next", "The First link leads to page 2.", "paging.links"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_page_link(reply, "First",
                             [](Link& link) { replace_all(*link.href, "page=1", "page=2"); });
          }}},
    {{"paging.last_drops_sort", "The Last link forgets sortDesc.", "paging.links"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_page_link(reply, "Last",
                             [](Link& link) { drop_parameter(*link.href, "sortDesc="); });
          }}},
    {{"paging.links_drop_format", "The First link of entities leads to references.",
      "paging.links"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_page_link(reply, "First",
                             [](Link& link) { drop_parameter(*link.href, "format="); });
          }}},
    {{"paging.next_drops_size", "The Next link forgets pageSize.", "paging.links"},
     {.reply =
          [](const Request&, Reply& reply) {
            change_page_link(reply, "Next",
                             [](Link& link) { drop_parameter(*link.href, "pageSize="); });
          }}},
    {{"paging.next_missing", "The first page has no Next link.", "paging.links"},
     {.reply =
          [](const Request&, Reply& reply) {
            Object* paging = paging_info(reply);
            if (paging != nullptr && number(*paging, "PageNum") == 1)
              std::erase_if(*links_of(*paging),
                            [](const Link& link) { return link.rel == "Next"; });
          }}},
    {{"paging.next_skips", "The Next link skips a page.", "paging.links"},
     {.reply =
          [](const Request&, Reply& reply) {
            Object* paging = paging_info(reply);
            if (paging == nullptr) return;
            const std::int64_t page = number(*paging, "PageNum");
            change_page_link(reply, "Next", [&](Link& link) {
              drop_parameter(*link.href, "page=");
              *link.href += "&page=" + std::to_string(page + 2);
            });
          }}},
    {{"paging.size_missing", "PagingInfo has no PageSize.", "paging.info"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (Object* paging = paging_info(reply)) remove_member(*paging, "PageSize");
          }}},
    {{"paging.size_of_page", "PageSize is the number of items on the page.", "query.paging"},
     {.reply =
          [](const Request&, Reply& reply) {
            Object* paging = paging_info(reply);
            const List* items = items_of(reply);
            if (paging != nullptr && items != nullptr && number(*paging, "PageSize") < 100)
              find(*paging, "PageSize")->value = static_cast<std::int64_t>(items->items.size());
          }}},
    {{"query.last_item_lost", "The last page of references lacks its last item.", "query.paging"},
     {.reply =
          [](const Request& request, Reply& reply) {
            const Object* paging = paging_info(reply);
            List* items = items_of(reply);
            if (!request.entity && paging != nullptr && items != nullptr &&
                number(*paging, "PageNum") > 1 &&
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
    {{"query.page_from_0", "PageNum counts from 0.", "paging.info"},
     {.reply =
          [](const Request&, Reply& reply) {
            if (Object* paging = paging_info(reply))
              find(*paging, "PageNum")->value = number(*paging, "PageNum") - 1;
          }}},
    {{"query.page_repeated", "Page 2 of references shows what page 1 has shown.", "query.paging"},
     {.query =
          [](const Request& request, Query& query) {
            if (!request.entity && query.page == 2) query.page = 1;
          }}},
    {{"query.page_shifted", "Pages of references after the first start one item too late.",
      "query.paging"},
     {.reply =
          [](const Request& request, Reply& reply) {
            const Object* paging = paging_info(reply);
            List* items = items_of(reply);
            if (!request.entity && paging != nullptr && items != nullptr &&
                number(*paging, "PageNum") > 1 && !items->items.empty())
              items->items.erase(items->items.begin());
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
    {{"query.pages_rounded_down", "A last page that is not full is not counted.", "query.paging"},
     {.reply =
          [](const Request&, Reply& reply) {
            Object* paging = paging_info(reply);
            const List* items = items_of(reply);
            if (paging == nullptr || items == nullptr) return;
            Member& count = *find(*paging, "PagesCount");
            const std::int64_t pages = number(*paging, "PagesCount");
            if (pages < 2) return;
            count.value = pages - 1;
            change_page_link(reply, "Last", [&](Link& link) {
              replace_all(*link.href, "page=" + std::to_string(pages),
                          "page=" + std::to_string(pages - 1));
            });
          }}},
    {{"query.sort_asc_ignored", "sortAsc has no effect.", "query.sort"},
     {.query = [](const Request&, Query& query) { query.sort_asc.reset(); }}},
    {{"query.sort_by_another", "A sort by TotalSize sorts by Name.", "query.sort"},
     {.query =
          [](const Request&, Query& query) {
            for (auto* property : {&query.sort_asc, &query.sort_desc})
              if (*property == "TotalSize") *property = "Name";
          }}},
    {{"query.sort_choices_by_letter", "A sort by Result is a sort by its letters.", "query.sort"},
     {.query = [](const Request&, Query& query) { sort_as_text(query, "Result", "result"); }}},
    {{"query.sort_desc_ascends", "sortDesc sorts in ascending order.", "query.sort"},
     {.query =
          [](const Request&, Query& query) {
            if (query.sort_desc) query.sort_asc = std::exchange(query.sort_desc, std::nullopt);
          }}},
    {{"query.sort_desc_by_state", "sortDesc has no effect for State.", "query.sort"},
     {.query =
          [](const Request&, Query& query) {
            if (query.sort_desc == "State") query.sort_desc.reset();
          }}},
    {{"query.sort_loses_equals", "Of jobs with equal values a sort leaves one.", "query.sort"},
     {.reply =
          [](const Request& request, Reply& reply) {
            const auto property = parameter(request, "sortasc");
            List* items = items_of(reply);
            if (!is_query(request) || !property || items == nullptr) return;
            std::string before;
            std::erase_if(items->items, [&](const Object& item) {
              std::string value{text(item, *property)};
              const bool repeated = !value.empty() && value == before;
              before = std::move(value);
              return repeated && text(item, "Type") == "Job";
            });
          }}},
    {{"query.sort_size_as_text", "A sort by TotalSize compares the digits as text.", "query.sort"},
     {.query = [](const Request&,
                  Query& query) { sort_as_text(query, "TotalSize", "CAST(total_size AS TEXT)"); }}},
};

}  // namespace

std::span<const DefectEntry> paging_defects() { return entries; }

}  // namespace emconform::mock

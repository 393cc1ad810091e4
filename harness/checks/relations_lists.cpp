#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>

#include "checks/items.h"
#include "checks/relations.h"
#include "checks/window.h"

// Rules about which items the pages of a list hold.
namespace emconform {
namespace {

std::string page_name(std::size_t index) { return fmt::format("page {}", index + 1); }

/// A number that the page gives must be the expected one; one that it does not give is another
/// check's finding.
void expect_number(const Exchange& page, std::size_t index, const char* name, std::size_t expected,
                   Judgement& judgement) {
  const auto actual = paging_number(page, name);
  if (!actual || std::cmp_equal(*actual, expected)) return;
  judgement.findings.push_back({page_name(index), fmt::format("{} {}", name, expected),
                                fmt::format("{} {}", name, *actual)});
}

/// Sizes and numbers of the pages. What depends on the number of items is judged only if that is
/// known (`total`: the list did not move).
void judge_pages(const Exchanges& pages, std::size_t page_size, std::optional<std::size_t> total,
                 const Contract& contract, Judgement& judgement) {
  const std::size_t count = total ? (*total + page_size - 1) / page_size : 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::size_t size = resources_of(*pages[i], contract).size();
    expect_number(*pages[i], i, "PageNum", i + 1, judgement);
    expect_number(*pages[i], i, "PageSize", page_size, judgement);
    if (count > 0)  // how many pages an empty answer has is not documented
      expect_number(*pages[i], i, "PagesCount", count, judgement);
    if (size > page_size)
      judgement.findings.push_back({page_name(i), fmt::format("at most {} items", page_size),
                                    fmt::format("{} items", size)});
    if (size < page_size && i + 1 < count)
      judgement.findings.push_back({page_name(i),
                                    fmt::format("{} items, as more pages follow", page_size),
                                    fmt::format("{} items", size)});
  }
}

/// Whether an answer holds all items: it is the only page, or it had room for more.
bool is_whole(const Exchange& answer, std::size_t items) {
  const auto size = paging_number(answer, "PageSize");
  return has_all_pages({&answer}) || (size && std::cmp_less(items, *size));
}

/// Why the items of the pages cannot be held against those of the whole; "" if they can.
std::string obstacle(bool is_whole, bool stood_still, std::size_t pages, std::size_t needed) {
  if (!stood_still) return "the list moved while it was read";
  if (!is_whole) return "the whole list came in pages itself";
  if (pages < needed) return "not all pages were read";
  return "";
}

}  // namespace

Judgement pages_partition(const Exchange& whole, const Exchanges& pages, int page_size,
                          const Exchange& whole_again, const Contract& contract) {
  if (!is_readable({&whole, &whole_again}) || !is_readable(pages)) return unreadable();
  const Items first = items_of(whole, contract), last = items_of(whole_again, contract),
              paged = items_of(pages, contract);
  const auto size = static_cast<std::size_t>(page_size);
  // A list that moved shifts items from page to page: nothing about them can be blamed then.
  const bool stood_still = same_keys(first, last);
  const std::size_t total = first.in_order.size();
  const bool all_known = is_whole(whole, total);
  Judgement judgement;
  judge_pages(pages, size, stood_still && all_known ? std::optional(total) : std::nullopt, contract,
              judgement);
  judgement.note = obstacle(all_known, stood_still, pages.size(), (total + size - 1) / size);
  if (!judgement.note.empty()) {
    judgement.undecided = total;
    return judgement;
  }
  std::map<std::string, std::size_t> times;
  for (const ListedItem& item : paged.in_order) ++times[item.key];
  for (const ListedItem& item : first.in_order) {
    ++judgement.witnesses;
    const std::size_t found = times[item.key];
    if (found != 1)
      judgement.findings.push_back(
          {item.label, "on one page", found == 0 ? "on none" : fmt::format("{} times", found)});
  }
  for (const ListedItem& item : paged.in_order)
    if (!first.place.contains(item.key))
      judgement.findings.push_back({item.label, "in the whole as well", "on a page alone"});
  return judgement;
}

}  // namespace emconform

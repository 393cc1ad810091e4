#include <algorithm>
#include <string>

#include "mock/text.h"
#include "mock/traits.h"

namespace emconform::mock {

namespace {

using namespace std::chrono_literals;

bool is_hex(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') ||
         (letter >= 'A' && letter <= 'F');
}

bool is_guid_at(std::string_view text, std::size_t at) {
  constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  if (text.size() - at < shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == 'x' ? !is_hex(text[at + i]) : text[at + i] != '-') return false;
  return true;
}

/// Those of the path and of UIDs: what a query's links repeat is the client's.
void raise_guids(std::string& text) {
  const std::size_t end = std::min(text.find('?'), text.size());
  for (std::size_t i = 0; i + 36 <= end; ++i)
    if (is_guid_at(text, i))
      std::transform(text.begin() + static_cast<std::ptrdiff_t>(i),
                     text.begin() + static_cast<std::ptrdiff_t>(i) + 36,
                     text.begin() + static_cast<std::ptrdiff_t>(i), upper_letter);
}

/// All but those of logon sessions, whose SessionId is part of the token.
void raise_guids_of(Object& object) {
  if (text(object, "Type") == "LogonSession") return;
  for (Member& member : object.members) {
    auto* const value = std::get_if<std::string>(&member.value);
    if (value != nullptr && (member.name.ends_with("Uid") || member.name == "UID" ||
                             member.name == "Href" || member.name == "HierarchyObjRef"))
      raise_guids(*value);
  }
  if (auto* links = links_of(object))
    for (Link& link : *links)
      if (link.href && link.type != "LogonSession") raise_guids(*link.href);
}

void upper_case_guids(const Request&, Reply& reply) {
  if (reply.document) for_each_object(reply.document->content, raise_guids_of);
}

// Nothing says how many pages an empty result has, nor that it has links.
void bare_paging(const Request&, Reply& reply) {
  Member* paging = reply.document ? find(reply.document->content, "PagingInfo") : nullptr;
  List* const items = paging == nullptr ? nullptr : first_list(reply.document->content);
  if (items == nullptr || !items->items.empty()) return;
  auto& info = std::get<Object>(paging->value);
  if (std::get<std::int64_t>(find(info, "PagesCount")->value) != 1) return;  // beyond the last page
  find(info, "PagesCount")->value = std::int64_t{0};
  find(info, "Links")->value = Value{};
}

/// A restart behind the balancer, once.
void unavailable_once(const Request& request, Reply& reply) {
  if (request.route != "backupTaskSessions" || request.route_number != 3) return;
  reply = error_reply(503, "The service is starting.");
  reply.headers.push_back({"Retry-After", "1"});
}

void answer_slowly(const Request& request, Response& response) {
  if (request.number % 16 == 0) response.delay = 30ms;
  if (request.number % 16 == 8) response.pause = 30ms;
}

const VariantEntry entries[] = {
    {.variant = {"answers.slow", "Some answers start late, others pause in the middle.", ""},
     .hooks = {.response = answer_slowly}},
    {.variant = {"answers.unavailable_once",
                 "One answer is a 503 that asks to come again after a second.", ""},
     .hooks = {.reply = unavailable_once}},
    {.variant = {"clock.fast", "The server's clock is 20 minutes ahead.", ""},
     .traits = {.clock = 20min}},
    {.variant = {"clock.slow", "The server's clock is 20 minutes behind.", ""},
     .traits = {.clock = -20min}},
    {.variant = {"connection.close", "The server closes the connection after each answer.", ""},
     .traits = {.closes_connections = true}},
    {.variant = {"guids.upper_case", "GUIDs in UIDs and Hrefs are in upper case.", ""},
     .hooks = {.reply = upper_case_guids}},
    {.variant = {"host.other", "All Hrefs bear another authority than the one addressed.", ""},
     .hooks = {.request =
                   [](Request& request) { request.api = "https://em.corp.example:9398/api"; }}},
    {.variant = {"logon.expires", "A logon session ends after 300 requests.", ""},
     .traits = {.logons = {.most_requests = 300}}},
    {.variant = {"order.collections", "The items of collections are in no visible order.", ""},
     .hooks = {.select = [](const Request&, Selection& selection) { selection.by_id = true; }}},
    {.variant = {"order.queries", "The items of a query without sorting are in no visible order.",
                 ""},
     .hooks = {.query = [](const Request&, Query& query) { query.by_id = true; }}},
    {.variant = {"query.empty_paging", "An empty query result has no page and no links to one.",
                 ""},
     .hooks = {.reply = bare_paging}},
    {.variant = {"query.one_page", "A query without a page size gives all on one page.", ""},
     .hooks = {.request = [](Request& request) { request.default_page_size = 1'000'000; }}},
    {.variant = {"token.bytes", "The token is base64 of the 16 bytes of the SessionId.", ""},
     .traits = {.logons = {.token_form = TokenForm::Bytes}}},
    {.variant = {"token.unrelated", "The token is base64 of 16 bytes that are not the SessionId.",
                 ""},
     .traits = {.logons = {.token_form = TokenForm::Unrelated}}},
};

}  // namespace

std::span<const VariantEntry> service_variants() { return entries; }

}  // namespace emconform::mock

#include "checks/samples.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "checks/table.h"
#include "load/decode.h"

namespace emconform::samples {
namespace {

FormRule with_links(FormRule form, std::vector<LinkRule> links) {
  form.links = {{.rel = "Up",
                 .types = {"BackupServerReference"},
                 .paths = {"/backupServers/{*}"},
                 .named = true},
                {.rel = "Up",
                 .types = {"BackupJobSessionReference"},
                 .paths = {"/backupSessions/{*}"},
                 .named = true}};
  form.links.insert(form.links.end(), links.begin(), links.end());
  return form;
}

}  // namespace

std::string data(std::string_view file) {
  std::ifstream in(std::string(TEST_DIR) + "/data/checks/" + std::string(file));
  if (!in) throw std::runtime_error("no such sample: " + std::string(file));
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("not in the sample: " + std::string(from));
  return text.replace(at, from.size(), to);
}

Contract task_session() {
  Contract contract{.resource = "BackupTaskSession", .uid_type = "BackupTaskSession"};
  contract.reference = with_links({.root = "EntityRef",
                                   .type = "BackupTaskSessionReference",
                                   .href = "/backupTaskSessions/{ID}"},
                                  {{.rel = "Alternate",
                                    .types = {"BackupTaskSession"},
                                    .paths = {"/backupTaskSessions/{ID}?format=Entity"},
                                    .named = true}});
  contract.entity = with_links({.root = "BackupTaskSession",
                                .type = "BackupTaskSession",
                                .href = "/backupTaskSessions/{ID}?format=Entity"},
                               {{.rel = "Alternate",
                                 .types = {"BackupTaskSessionReference"},
                                 .paths = {"/backupTaskSessions/{ID}"},
                                 .named = true},
                                {.rel = "Related",
                                 .types = {"VmRestorePoint"},
                                 .paths = {"/vmRestorePoints/{*}?format=Entity"},
                                 .minimum = 0,
                                 .maximum = -1}});
  contract.entity->fields = {
      {.name = "VmDisplayName", .optional = true, .attribute = true},
      {.name = "JobSessionUid", .type = FieldType::Uid, .uid_type = "BackupJobSession"},
      {.name = "CreationTimeUTC", .type = FieldType::DateTime},
      {.name = "EndTimeUTC",
       .type = FieldType::DateTime,
       .optional = true,
       .not_before = "CreationTimeUTC"},
      {.name = "State", .values = {"InProgress", "Pending", "Completed"}},
      {.name = "Result", .values = {"Success", "Warning", "Failed"}, .tolerated = {"None"}},
      {.name = "Reason"},
      {.name = "TotalSize", .type = FieldType::Long, .minimum = 0},
      {.name = "VmUid", .type = FieldType::Urn, .optional = true}};
  contract.reference_list = {.root = "EntityReferences", .names = {"Ref", "Refs"}};
  contract.entity_list = {.root = "BackupTaskSessions",
                          .names = {"BackupTaskSession", "BackupTaskSessions"}};
  contract.query_type = "BackupTaskSession";
  contract.query_names = contract.entity_list->names;
  return contract;
}

Contract system_session() {
  Contract contract{.resource = "SystemSession", .uid_type = "SystemSession"};
  contract.reference = {
      .root = "EntityRef", .type = "SystemSessionReference", .href = "/systemSessions/{ID}"};
  contract.entity = {.root = "SystemSession",
                     .type = "SystemSession",
                     .href = "/systemSessions/{ID}?format=Entity"};
  contract.entity->links = {{.rel = "Alternate",
                             .types = {"BackupJobSessionReference"},
                             .paths = {"/systemSessions/{ID}"},
                             .named = true},
                            {.rel = "Down",
                             .types = {"SystemSessionEvents"},
                             .paths = {"/systemSessions/{ID}/events"},
                             .named = true}};
  contract.entity->fields = {
      {.name = "CreationTimeUTC", .type = FieldType::DateTime},
      {.name = "Result",
       .type = FieldType::Object,
       .fields = {{.name = "Result", .values = {"Success"}, .tolerated = {"CompletedSuccessfully"}},
                  {.name = "Message"},
                  {.name = "IsCanceled", .type = FieldType::Boolean}}}};
  contract.reference_list = {.root = "SystemSessions", .names = {"Sessions", "Sessions"}};
  contract.entity_list = contract.reference_list;
  return contract;
}

Contract logon_session() {
  Contract contract{.resource = "LogonSession"};
  contract.entity = {.root = "LogonSession", .type = "LogonSession", .href = "/logonSessions/{ID}"};
  contract.entity->fields = {{.name = "SessionId", .type = FieldType::Guid}};
  return contract;
}

Expected item(Form form) { return {.statuses = {200}, .shape = Shape::Item, .form = form}; }
Expected list(Form form) { return {.statuses = {200}, .shape = Shape::List, .form = form}; }
Expected query(Form form) { return {.statuses = {200}, .shape = Shape::Query, .form = form}; }
Expected error(int status) { return {.statuses = {status}, .shape = Shape::Error}; }

Exchange answered(std::string body, const Expected& expected) {
  Exchange exchange{.request = {.target = "/api/x"}, .expected = expected};
  Response response{.status = expected.statuses.front(),
                    .status_line = "HTTP/1.1 " + std::to_string(expected.statuses.front()) + " X",
                    .body = std::move(body)};
  auto decoded = decode(response.body);
  if (decoded)
    exchange.representation = std::move(*decoded);
  else if (!response.body.empty())
    exchange.malformed = decoded.error().what;
  const bool json = exchange.representation && exchange.representation->format == Format::Json;
  response.headers = {{"Content-Type", json ? "application/json" : "application/xml"},
                      {"Content-Length", std::to_string(response.body.size())}};
  for (const Header& each : response.headers)
    response.header_lines.push_back(each.name + ": " + each.value);
  exchange.response = std::move(response);
  return exchange;
}

Exchange queried(std::string_view parameters, std::string body, Form form) {
  Exchange exchange = answered(std::move(body), query(form));
  exchange.request.target = "/api/query?" + std::string(parameters);
  return exchange;
}

Judgement judged(std::string_view id, const Exchange& exchange, const Contract& contract) {
  const auto table = checks();
  const auto check =
      std::find_if(table.begin(), table.end(), [&](const Check& c) { return c.id == id; });
  if (check == table.end() || !check->applies(exchange.expected, contract) ||
      (check->needs_representation && !exchange.representation))
    throw std::runtime_error("the check does not apply: " + std::string(id) + " " +
                             exchange.malformed);
  return check->run(exchange, contract);
}

std::vector<std::string> places(const Judgement& judgement) {
  std::vector<std::string> result;
  for (const Finding& finding : judgement.findings) {
    EXPECT_NE(finding.expected, "") << finding.where;
    EXPECT_NE(finding.actual, "") << finding.where;
    result.push_back(finding.where);
  }
  return result;
}

void expect_found(const std::vector<Departure>& departures, const std::string& body,
                  const Expected& expected, const Contract& contract) {
  for (const Departure& departure : departures) {
    SCOPED_TRACE(departure.name);
    const Judgement right = judged(departure.check, answered(body, expected), contract);
    EXPECT_EQ(places(right), std::vector<std::string>{});
    EXPECT_GT(right.witnesses, 0U);
    const Judgement wrong = judged(
        departure.check, answered(with(body, departure.from, departure.to), expected), contract);
    EXPECT_EQ(places(wrong), departure.places);
  }
}

}  // namespace emconform::samples

#pragma once

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/contract.h"
#include "run/fake_target.h"

// A target whose lists move while they are read: each request is answered from a script.
namespace emconform::testing {

inline std::string guid(int n) {
  const std::string digits = std::to_string(n);
  return "6a0f19a8-3c5d-4b3e-9f0e-" + std::string(12 - digits.size(), '0') + digits;
}
inline std::string uid(int n) { return "urn:veeam:BackupJobSession:" + guid(n); }
inline std::string path(int n) { return "/api/backupSessions/" + guid(n); }

/// Sessions as one answer shows them. `name` is that of each; `job` is where they lead up to.
struct Shown {
  std::vector<int> sessions{};
  std::string name = "nightly";
  int job = 900;
};

inline std::string link_xml(const std::string& rel, const std::string& type,
                            const std::string& to) {
  return "<Link Rel='" + rel + "' Type='" + type + "' Href='https://em" + to + "' Name='x'/>";
}

inline std::string session_xml(const std::string& element, int n, const Shown& shown, Form form) {
  const bool entity = form == Form::Entity;
  return "<" + element + " UID='" + uid(n) + "' Name='" + shown.name + "' Type='" +
         (entity ? "BackupJobSession" : "BackupJobSessionReference") + "' Href='https://em" +
         path(n) + (entity ? "?format=Entity" : "") + "'><Links>" +
         link_xml("Up", "JobReference", "/api/jobs/" + guid(shown.job)) +
         (entity ? link_xml("Alternate", "BackupJobSessionReference", path(n))
                 : link_xml("Alternate", "BackupJobSession", path(n) + "?format=Entity")) +
         "</Links>" +
         (entity ? "<CreationTimeUTC>2026-11-20T10:00:00Z</CreationTimeUTC>"
                   "<State>Stopped</State>"
                 : "") +
         "</" + element + ">";
}

inline Response xml_list(const Shown& shown, Form form = Form::Reference) {
  const std::string root = form == Form::Entity ? "BackupJobSessions" : "EntityReferences";
  std::string body = "<" + root + ">";
  for (const int n : shown.sessions)
    body += session_xml(form == Form::Entity ? "BackupJobSession" : "Ref", n, shown, form);
  return answer(200, body + "</" + root + ">");
}

inline std::string session_json(int n, const Shown& shown) {
  return R"({"UID":")" + uid(n) + R"(","Name":")" + shown.name +
         R"(","Type":"BackupJobSessionReference","Href":"https://em)" + path(n) +
         R"(","Links":[{"Rel":"Up","Type":"JobReference","Href":"https://em/api/jobs/)" +
         guid(shown.job) +
         R"(","Name":"x"},{"Rel":"Alternate","Type":"BackupJobSession","Href":"https://em)" +
         path(n) + R"(?format=Entity","Name":"x"}]})";
}

inline Response json_list(const Shown& shown) {
  std::string body;
  for (const int n : shown.sessions) body += (body.empty() ? "" : ",") + session_json(n, shown);
  return answer(200, R"({"Refs":[)" + body + "]}");
}

inline Response xml_item(int n, const Shown& shown, Form form = Form::Reference) {
  return answer(
      200, session_xml(form == Form::Entity ? "BackupJobSession" : "EntityRef", n, shown, form));
}

/// Answers one after the other, the last one for good.
inline FakeTarget::Handler script(std::vector<Response> answers) {
  const auto next = std::make_shared<std::atomic<std::size_t>>(0);
  return [next, answers = std::move(answers)](const Request&) {
    return answers[std::min(next->fetch_add(1), answers.size() - 1)];
  };
}

inline FakeTarget::Handler by_format(FakeTarget::Handler xml, FakeTarget::Handler json) {
  return [xml = std::move(xml), json = std::move(json)](const Request& request) {
    return sent_header(request, "Accept") == "application/json" ? json(request) : xml(request);
  };
}

inline Contract session_contract() {
  Contract contract{.resource = "BackupJobSession", .uid_type = "BackupJobSession"};
  const LinkRule up{.rel = "Up",
                    .types = {"JobReference"},
                    .inverse = "link:Down:BackupJobSessionReferenceList:Href"};
  contract.reference = FormRule{.root = "EntityRef",
                                .type = "BackupJobSessionReference",
                                .links = {up, {.rel = "Alternate", .types = {"BackupJobSession"}}}};
  contract.entity =
      FormRule{.root = "BackupJobSession",
               .type = "BackupJobSession",
               .links = {up, {.rel = "Alternate", .types = {"BackupJobSessionReference"}}}};
  contract.reference_list = ListRule{"EntityReferences", {"Ref", "Refs"}};
  contract.entity_list = ListRule{"BackupJobSessions", {"BackupJobSession", "BackupJobSessions"}};
  contract.window_days = 30;
  return contract;
}

}  // namespace emconform::testing

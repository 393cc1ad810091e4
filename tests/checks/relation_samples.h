#pragma once

#include <string>
#include <utility>
#include <vector>

#include "checks/relations.h"
#include "model/contract.h"
#include "model/exchange.h"

// Answers of a made-up target, built in few words, for the tests of the relations.
namespace emconform::samples {

inline std::string guid(int n) {
  const std::string digits = std::to_string(n);
  return "6a0f19a8-3c5d-4b3e-9f0e-" + std::string(12 - digits.size(), '0') + digits;
}
inline std::string uid(int n) { return "urn:veeam:BackupJobSession:" + guid(n); }
inline std::string href(const std::string& path) { return "https://em01:9398/api" + path; }

/// A resource that grows by chaining: Sample().field("Name", "a").link("Up", "JobReference", "/x").
class Sample {
 public:
  Sample& field(std::string name, std::string text, Writing writing = Writing::Text) {
    for (Field& field : resource_.fields)
      if (field.name == name) {
        field.text = std::move(text);
        field.writing = writing;
        return *this;
      }
    resource_.fields.push_back({std::move(name), std::move(text), writing});
    return *this;
  }
  Sample& link(std::string rel, std::string type, const std::string& path, std::string name = "") {
    Link link{.rel = std::move(rel), .href = href(path), .type = std::move(type)};
    if (!name.empty()) link.name = std::move(name);
    resource_.links.push_back(std::move(link));
    resource_.has_links = true;
    return *this;
  }
  Sample& without_links() {
    resource_.links.clear();
    return *this;
  }
  Sample& child(Resource resource) {
    resource_.children.push_back(std::move(resource));
    return *this;
  }
  Sample& named(std::string element) {
    resource_.element = std::move(element);
    return *this;
  }
  operator Resource() const { return resource_; }  // NOLINT(google-explicit-constructor)

 private:
  Resource resource_{};
};

/// The entity of session n, over, of job 1.
inline Sample session(int n) {
  return Sample()
      .named("BackupJobSession")
      .field("Type", "BackupJobSession")
      .field("UID", uid(n))
      .field("Name", "job@" + std::to_string(n))
      .field("Href", href("/backupSessions/" + guid(n) + "?format=Entity"))
      .field("CreationTimeUTC", "2026-06-15T05:50:44.62Z")
      .field("State", "Stopped")
      .field("Result", "Success")
      .field("Progress", "100")
      .field("IsRetry", "true")
      .link("Up", "JobReference", "/jobs/" + guid(900), "job")
      .link("Alternate", "BackupJobSessionReference", "/backupSessions/" + guid(n));
}

/// Its reference.
inline Sample reference(int n) {
  return Sample()
      .named("Ref")
      .field("Type", "BackupJobSessionReference")
      .field("UID", uid(n))
      .field("Name", "job@" + std::to_string(n))
      .field("Href", href("/backupSessions/" + guid(n)))
      .link("Up", "JobReference", "/jobs/" + guid(900), "job")
      .link("Alternate", "BackupJobSession", "/backupSessions/" + guid(n) + "?format=Entity");
}

inline Contract contract() {
  Contract contract;
  contract.resource = "BackupJobSession";
  contract.uid_type = "BackupJobSession";
  const LinkRule up{.rel = "Up", .types = {"JobReference"}};
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
  contract.query_names = {"BackupJobSession", "BackupJobSessions"};
  const auto add = [&](std::string name, FieldType type, std::string at,
                       std::vector<std::string> values = {}) {
    contract.query_properties.push_back(
        {.name = std::move(name), .type = type, .values = std::move(values), .at = std::move(at)});
  };
  add("Name", FieldType::String, "Name");
  add("CreationTime", FieldType::DateTime, "CreationTimeUTC");
  add("Result", FieldType::String, "Result", {"Success", "Warning", "Failed"});
  return contract;
}

inline Exchange answered(Resource root, Shape shape, Form form, Format format = Format::Xml) {
  Exchange exchange;
  exchange.response = Response{.status = 200};
  exchange.expected = {.statuses = {200}, .shape = shape, .form = form};
  exchange.representation = Representation{.format = format, .root = std::move(root)};
  return exchange;
}

inline Exchange item(Resource root, Form form = Form::Entity, Format format = Format::Xml) {
  return answered(std::move(root), Shape::Item, form, format);
}

inline Exchange refused(int status) {
  Exchange exchange;
  exchange.response = Response{.status = status};
  exchange.expected = {.statuses = {200}};
  return exchange;
}

inline Exchange unanswered() {
  Exchange exchange;
  exchange.error = Error{.what = "connection reset"};
  return exchange;
}

/// <BackupJobSessions> or <EntityReferences> with those members.
inline Exchange list(std::vector<Resource> members, Form form = Form::Entity) {
  Resource root;
  root.element = form == Form::Entity ? "BackupJobSessions" : "EntityReferences";
  root.children = std::move(members);
  return answered(std::move(root), Shape::List, form);
}

/// An answer that is the same when it is read again. For use inside one expression.
inline Twice still(const Exchange& exchange) { return {exchange, exchange}; }

/// The JSON spelling of a member: nameless, true and 100 as JSON writes them.
inline Resource in_json(Resource member) {
  member.element.clear();
  for (Field& field : member.fields)
    field.writing = field.name == "IsRetry"    ? Writing::Boolean
                    : field.name == "Progress" ? Writing::Number
                                               : Writing::String;
  return member;
}

/// {"BackupJobSessions": [..]}
inline Exchange json_list(const std::vector<Resource>& members) {
  Resource array;
  array.element = "BackupJobSessions";
  array.is_list = true;
  for (const Resource& member : members) array.children.push_back(in_json(member));
  Resource root;
  root.children.push_back(std::move(array));
  return answered(std::move(root), Shape::List, Form::Entity, Format::Json);
}

/// A QueryResult of entities: one of several pages.
inline Exchange query_page(std::vector<Resource> members, int number = 1, int count = 1,
                           int size = 100) {
  Resource plural;
  plural.element = "BackupJobSessions";
  plural.children = std::move(members);
  Resource root = Sample()
                      .named("QueryResult")
                      .child(Sample().named("Entities").child(std::move(plural)))
                      .child(Sample()
                                 .named("PagingInfo")
                                 .field("PageNum", std::to_string(number))
                                 .field("PageSize", std::to_string(size))
                                 .field("PagesCount", std::to_string(count)));
  return answered(std::move(root), Shape::Query, Form::Entity);
}

}  // namespace emconform::samples

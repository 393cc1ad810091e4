#pragma once

#include <httplib.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "mock/mock.h"

// A client of the mock over a real socket, with the words that the tests speak.
namespace emconform::mock {

using Json = nlohmann::ordered_json;

struct Answer {
  int status = 0;
  httplib::Headers headers{};
  std::string body{};

  std::string header(const std::string& name) const;
  Json json() const;
};

/// A started mock, a connection to it, and a logon session.
class Client {
 public:
  explicit Client(const Options& options = {});

  /// GET with the session's token.
  Answer get(const std::string& path, const std::string& accept = {});
  Json json(const std::string& path) { return get(path, "application/json").json(); }
  /// GET with these headers and no others.
  Answer get_with(const std::string& path, const httplib::Headers& headers);
  Answer send(const std::string& method, const std::string& path, const httplib::Headers& headers,
              const std::string& body = {});

  Answer log_on(const std::string& path = "/api/sessionMngr/?v=latest",
                const std::string& user = "emconform:emconform");

  const std::string& token() const { return token_; }
  const std::string& session_id() const { return session_id_; }
  Server& server() { return *server_; }

 private:
  std::unique_ptr<Server> server_;
  std::unique_ptr<httplib::Client> http_;
  std::string token_{}, session_id_{};
};

std::string base64(const std::string& bytes);

/// "http://127.0.0.1:1234/api/jobs?format=Entity" -> "/api/jobs?format=Entity"
std::string path_of(const std::string& href);

struct SeenLink {
  std::string rel{}, href{}, type{}, name{};
};

/// An XML document that is kept with its tree.
struct Xml {
  pugi::xml_document document{};
  pugi::xml_parse_result result{};

  pugi::xml_node root() const { return document.document_element(); }
  std::string root_name() const { return root().name(); }
};

std::unique_ptr<Xml> xml(const Answer& answer);
std::vector<SeenLink> links_of(const pugi::xml_node& node);
/// All links of the document.
std::vector<SeenLink> all_links(const Xml& xml);

/// The items of an XML collection: the element children of the root.
std::vector<pugi::xml_node> items_of(const Xml& xml);

/// The path of the first item of that collection, without a query.
std::string first_item(Client& client, const std::string& collection);

/// 2026-06-15 12:00:00 UTC.
Time fixed_now();

}  // namespace emconform::mock

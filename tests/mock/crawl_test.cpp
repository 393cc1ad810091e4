#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <set>

#include "mock/client.h"

namespace emconform::mock {
namespace {

bool is_followed(const SeenLink& link) {
  static const std::set<std::string> rels{"Up",    "Down", "Alternate", "Related",
                                          "First", "Next", "Last"};
  return rels.contains(link.rel);
}

/// The root element that the Type of a link promises (vendor page "Mapping Link Types to XML
/// Schema Elements"), or an empty text where any will do.
std::string promised_root(const SeenLink& link) {
  // systemSessions links bear types of backup job sessions; that is how the product is.
  if (link.href.find("/systemSessions") != std::string::npos) return "";
  if (link.href.find("/query?") != std::string::npos) return "QueryResult";
  static const std::map<std::string, std::string> special{
      {"AgentsService", "Agents"},
      {"CdpPolicyList", "CdpPolicies"},
      {"CredentialsList", "CredentialsInfoList"},
      {"ExternalRepositoryList", "ExternalRepositories"},
      {"LookupService", "LookupSvc"},
      {"NasJob", "NASJob"},
      {"NasObjectList", "NASObjects"},
      {"NasService", "Nas"},
      {"ObjectInJobList", "ObjectsInJob"},
      {"PasswordKeyList", "PasswordKeyInfoList"},
      {"QueryService", "QuerySvc"},
      {"Report", "SummaryReport"},
      {"RepositoryList", "Repositories"},
  };
  const std::string& type = link.type;
  if (type == "ReportFrame") return "";
  if (const auto found = special.find(type); found != special.end()) return found->second;
  if (type.ends_with("ReferenceList")) return "EntityReferences";
  if (type.ends_with("Reference")) return "EntityRef";
  if (type.ends_with("List")) return type.substr(0, type.size() - 4) + "s";
  return type;
}

/// "" where the types agree or the page is known to disagree with itself.
std::string wrong_type(const SeenLink& link, const Xml& page) {
  const std::string type = page.root().attribute("Type").value();
  if (type.empty() || type == link.type) return "";
  const bool known = link.href.find("/systemSessions") != std::string::npos ||
                     (link.type == "JobReference" && type == "NasJobReference");
  return known ? "" : type;
}

TEST(Crawl, FindsNoDeadLinkAndNoOtherTypeThanPromised) {
  Options options;
  options.sessions = 60;
  Client client{options};
  std::deque<SeenLink> open{{"Down", client.server().url() + "/api/", "EnterpriseManager", ""}};
  const auto logon = xml(client.get("/api/logonSessions/" + client.session_id()));
  for (const SeenLink& link : all_links(*logon)) open.push_back(link);
  std::set<std::pair<std::string, std::string>> seen;  // address and promised type
  std::size_t pages = 0;
  while (!open.empty()) {
    const SeenLink link = open.front();
    open.pop_front();
    if (!is_followed(link) || !seen.insert({link.href, link.type}).second) continue;
    const Answer answer = client.get(path_of(link.href));
    ASSERT_EQ(answer.status, 200) << link.href;
    const auto page = xml(answer);
    ASSERT_TRUE(page->result) << link.href;
    ++pages;
    if (const std::string root = promised_root(link); !root.empty()) {
      EXPECT_EQ(page->root_name(), root) << link.href << ' ' << link.type;
    }
    EXPECT_EQ(wrong_type(link, *page), "") << link.href << " promised " << link.type;
    for (const SeenLink& next : all_links(*page)) {
      EXPECT_EQ(next.href.rfind(client.server().url() + "/api/", 0), 0U) << next.href;
      EXPECT_FALSE(next.rel.empty()) << link.href;
      open.push_back(next);
    }
  }
  EXPECT_GT(pages, 300U);
}

}  // namespace
}  // namespace emconform::mock

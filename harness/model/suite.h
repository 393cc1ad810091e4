#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/exchange.h"

// What is asked of a target: suites and cases, read from cases/*.json, whose format
// contracts/schema/suite.schema.json gives and these comments explain.
namespace emconform {

/// How a request is authorized.
enum class Auth {
  Session,           // X-RestSvcSessionId header
  Cookie,            // cookie of that name
  CookieOverHeader,  // good cookie, bad header: the cookie wins
  None,              // neither
  Empty,             // the header and the cookie with empty values
  Unknown,           // a well-formed token that no logon gave out
  Malformed,         // a token that is no base64
  LoggedOff,         // the token of a session that was logged off
  Basic,             // the user's own name and password (logon only)
  BasicUnknown,      // Basic with a made-up user: the user's own account is never locked out
};

/// One value of the Accept matrix.
struct Accept {
  std::optional<std::string> value{};  // nullopt: no Accept header
  std::optional<Format> format{};      // what must come back; nullopt: either will do
  std::string reason{};                // why, where it is not plain
};

/// Where the ids of an endpoint with {ID} come from. They are taken from the target's own links,
/// never made up.
struct Discovery {
  std::string from{};      // a collection: "/backupSessions", read in reference form
  std::string contract{};  // the resource type of its members
  std::string rel{},
      type{};              // the link of a member that leads to the endpoint; empty: its own Href
  std::string optional{};  // why a target that has no such member is none to be suspicious of
};

enum class Level { Must, Derived, Should, May };

/// A request with its matrix, or a relation over several requests.
struct Case {
  std::string name{};
  std::string method = "GET";
  std::vector<Auth> auth{};      // default: Session
  std::vector<Accept> accept{};  // default: no Accept header
  std::vector<Form> form{};      // default: Reference; for items and lists. Queries: Ref, Entities
  std::string query{};           // added to the URL's query, percent-encoded: "pageSize=3"
  std::vector<int> status{};     // the statuses that are right; default: 200
  std::string reason{};          // why these
  Shape shape = Shape::Item;     // of the answer; default: the suite's
  std::vector<std::string> checks{};  // globs over check ids; default: "*"

  std::string relation{};                 // id of a relation: "query.filter"; empty: none
  std::vector<std::string> properties{};  // query relations: which properties; default: all
  std::string other{};                    // relation with another collection: its endpoint
  std::string filter{};  // window.complete: which items of the query the endpoint is about
  std::vector<std::string> links{};  // link relations to follow: "Up", "Down", ..; default: all
  int sample = 0;                    // how many members; 0: the run's --sample
  bool probe = false;                // sends another method than GET: with --probe-methods only

  std::string where{};  // "cases/jobs.json:12"
};

struct Suite {
  std::string name{};      // "backupTaskSessions"
  std::string endpoint{};  // "/backupTaskSessions/{ID}", below /api
  std::string contract{};  // "BackupTaskSession"
  Shape shape = Shape::List;
  std::optional<Discovery> discovery{};
  std::string since{};  // version of the API that brought the endpoint: "v1_5"; empty: all have it
  std::vector<Case> cases{};
  std::string source{};  // page of the specification
  std::string file{};
};

/// One rule of the ledger (contracts/requirements.json).
struct Requirement {
  std::string id{};  // "AUTH-01"
  Level level = Level::Must;
  std::string grade{};  // prose, example, inferred
  std::string document{}, section{};
  std::string hash{};  // SHA-256 of the sentence in the document; empty for rules without one
  std::string rule{};  // in our own words
  std::vector<std::string> checks{};  // ids of checks that enforce it
  std::string reason{};               // why none does
};

}  // namespace emconform

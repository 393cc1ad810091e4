#pragma once

#include <span>
#include <string_view>

#include "mock/logon.h"
#include "mock/mock.h"
#include "mock/request.h"
#include "mock/store.h"

// Where a defect or a variant can reach into the work of the mock. The plain server calls every
// hook, and none of them does anything; so the code that answers requests knows of neither.
namespace emconform::mock {

struct Hooks {
  /// The data are about to be made: what clock and data must be for the defect to show.
  void (*prepare)(Options&) = [](Options&) {};
  /// The request is parsed and its route is known.
  void (*request)(Request&) = [](Request&) {};
  /// The token is judged; only TokenState::Open lets the request in.
  void (*authorize)(const Request&, Credential&) = [](const Request&, Credential&) {};
  /// The user name and password of a logon are judged.
  void (*logon)(const Request&, bool& accepted) = [](const Request&, bool&) {};
  /// The rows of a collection are about to be selected, ...
  void (*select)(const Request&, Selection&) = [](const Request&, Selection&) {};
  /// ... or those of a query.
  void (*query)(const Request&, Query&) = [](const Request&, Query&) {};
  /// The answer stands, but is not yet XML or JSON.
  void (*reply)(const Request&, Reply&) = [](const Request&, Reply&) {};
  /// The bytes stand.
  void (*response)(const Request&, Response&) = [](const Request&, Response&) {};
};

struct DefectEntry {
  Defect defect{};
  Hooks hooks{};
};

/// The hooks of a defect; those of the healthy server for an empty id, null for an unknown one.
const Hooks* hooks_of(std::string_view defect);

// The catalogue, a part for each family of checks.
std::span<const DefectEntry> access_defects();
std::span<const DefectEntry> status_defects();
std::span<const DefectEntry> logon_defects();
std::span<const DefectEntry> header_defects();
std::span<const DefectEntry> body_defects();
std::span<const DefectEntry> error_defects();
std::span<const DefectEntry> field_defects();
std::span<const DefectEntry> time_defects();
std::span<const DefectEntry> link_defects();
std::span<const DefectEntry> target_defects();
std::span<const DefectEntry> identity_defects();
std::span<const DefectEntry> query_defects();
std::span<const DefectEntry> language_defects();
std::span<const DefectEntry> property_defects();
std::span<const DefectEntry> paging_defects();
std::span<const DefectEntry> relation_defects();
std::span<const DefectEntry> hierarchy_defects();
std::span<const DefectEntry> window_defects();

}  // namespace emconform::mock

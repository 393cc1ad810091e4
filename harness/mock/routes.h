#pragma once

#include <span>
#include <string_view>

#include "mock/context.h"

namespace emconform::mock {

struct Route {
  std::string_view pattern;    // below /api; "{id}" fits any one segment
  Handler get = nullptr;       // null: no GET
  std::string_view refused{};  // methods that the product has but the mock, which never changes,
                               // answers with 403: "POST PUT"
  std::string_view method{};   // one more method that is served, ...
  Handler handler = nullptr;   // ... and by what
  bool open = false;           // needs no logon session
};

/// All routes, those of the tables in services.h included.
std::span<const Route> routes();

/// The route of a path, or null. Fills in request.route and request.ids.
const Route* match_route(Request& request);

/// The methods of a route as an Allow header has them.
std::string allowed_methods(const Route& route);

}  // namespace emconform::mock

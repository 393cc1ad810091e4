#pragma once

#include <string>

#include "mock/hooks.h"
#include "mock/logon.h"
#include "mock/representations.h"
#include "mock/request.h"
#include "mock/store.h"

namespace emconform::mock {

/// All that a resource needs to answer a request.
struct Context {
  const Request& request;
  const Store& store;
  Logons& logons;
  const Hooks& hooks;
  const std::string& user;
  const std::string& password;
  Site site;
  std::string session_id{};  // of the client; empty where none is needed
};

/// How a resource answers GET (or the one other method of a Route).
using Handler = Reply (*)(const Context&);

}  // namespace emconform::mock

#pragma once

#include "mock/service.h"
#include "model/exchange.h"

namespace emconform {

/// Asks a mock without a socket between: for runs by the hundred. An answer reads as it would after
/// a connection: a body is cut at its Content-Length, and one that is too short is an error.
/// `authority` is that of all Hrefs: "127.0.0.1:9399". The service must outlive the transport.
Transport in_process(mock::Service& service, std::string authority);

}  // namespace emconform

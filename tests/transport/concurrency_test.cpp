#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/responder.h"
#include "transport/http.h"

namespace emconform {
namespace {

constexpr const char* two_bytes = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// How many of threads x requests were answered as they should.
std::size_t answered(HttpClient& client, std::size_t threads, std::size_t requests) {
  std::vector<std::size_t> good(threads);
  std::vector<std::thread> senders;
  for (std::size_t t = 0; t < threads; ++t)
    senders.emplace_back([&client, &count = good[t], requests, t] {
      for (std::size_t i = 0; i < requests; ++i) {
        const auto response =
            client.send({.target = "/" + std::to_string(t) + "/" + std::to_string(i)});
        if (response && response->status == 200 && response->body == "ok") ++count;
      }
    });
  std::size_t sum = 0;
  for (std::size_t t = 0; t < threads; ++t) {
    senders[t].join();
    sum += good[t];
  }
  return sum;
}

TEST(HttpClient, MayBeUsedFromSeveralThreads) {
  test::Responder responder(test::answer_each(two_bytes));
  HttpClient client({.base = responder.base(), .connections = 8});
  EXPECT_EQ(answered(client, 8, 50), 400U);
  const auto requests = responder.requests();
  EXPECT_EQ(std::set(requests.begin(), requests.end()).size(), 400U);
  EXPECT_LE(responder.connections(), 8U);
}

TEST(HttpClient, LetsSendersWaitForAConnection) {
  test::Responder responder(test::answer_each(two_bytes));
  HttpClient client({.base = responder.base(), .connections = 2});
  EXPECT_EQ(answered(client, 8, 10), 80U);
  EXPECT_LE(responder.connections(), 2U);
}

}  // namespace
}  // namespace emconform

#include <gmock/gmock.h>

#include "checks/samples.h"

namespace emconform {
namespace {

using namespace samples;

constexpr std::string_view text_token = "NDRjZmJkYmUtNWE5NS00MTU2LTg4NjctOTFmMDY5YjdjMmNj";
constexpr std::string_view bytes_token = "O9Msj3rq7EGUhtSMBQx+mw==";

/// The answer to a logon with that SessionId, and these headers beside the usual ones.
Exchange logged_on(std::string_view session_id, const std::vector<Header>& headers) {
  Expected expected = item(Form::Entity);
  expected.statuses = {201};
  Exchange exchange = answered(R"({"SessionId":")" + std::string(session_id) + R"("})", expected);
  exchange.request.method = "POST";
  auto& all = exchange.response->headers;
  all.insert(all.end(), headers.begin(), headers.end());
  return exchange;
}

TEST(LogonToken, IsTheSessionIdInBase64) {
  const std::string text_id = "44cfbdbe-5a95-4156-8867-91f069b7c2cc";
  const std::string bytes_id = "8f2cd33b-ea7a-41ec-9486-d48c050c7e9b";
  const std::string plain_bytes_id = "3bd32c8f-7aea-ec41-9486-d48c050c7e9b";
  const std::string name = "X-RestSvcSessionId";
  const std::string token(text_token);
  struct Sample {
    std::string session_id;
    std::vector<Header> headers;
    std::size_t findings, undecided;
  };
  const std::vector<Sample> samples = {
      {text_id, {{name, token}}, 0, 0},
      {text_id, {{"x-restsvcsessionid", token}}, 0, 0},
      {bytes_id, {{name, std::string(bytes_token)}}, 0, 0},
      {plain_bytes_id, {{name, std::string(bytes_token)}}, 0, 0},
      {bytes_id, {{name, token}}, 0, 1},
      {text_id, {}, 1, 0},
      {text_id, {{name, ""}}, 1, 0},
      {text_id, {{name, "no base64"}}, 1, 0},
      {text_id, {{name, token + "="}}, 1, 0},
      {text_id, {{name, token}, {"Set-Cookie", name + "=" + token + "; Path=/api;"}}, 0, 0},
      {text_id,
       {{name, token}, {"set-cookie", name + "=" + token + "; path=/api; HttpOnly"}},
       0,
       0},
      {text_id, {{name, token}, {"Set-Cookie", "Other=1"}}, 0, 0},
      {text_id, {{name, token}, {"Set-Cookie", name + "=other; Path=/api"}}, 1, 0},
      {text_id, {{name, token}, {"Set-Cookie", name + "=" + token}}, 1, 0},
      {text_id, {{name, token}, {"Set-Cookie", name + "=" + token + "; Path=/"}}, 1, 0},
  };
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Sample& sample = samples[i];
    const auto judgement =
        judged("logon.token", logged_on(sample.session_id, sample.headers), logon_session());
    EXPECT_EQ(judgement.findings.size(), sample.findings) << i;
    EXPECT_EQ(judgement.undecided, sample.undecided) << i;
    EXPECT_GT(judgement.witnesses, 0U) << i;
    for (const Finding& finding : judgement.findings)
      EXPECT_EQ((finding.expected + finding.actual).find(text_token), std::string::npos) << i;
  }
}

}  // namespace
}  // namespace emconform

#include "mock/traits.h"

namespace emconform::mock {

namespace {

const VariantEntry entries[] = {
    {.variant = {"clock.fast", "The server's clock is 20 minutes ahead.", ""},
     .traits = {.clock = std::chrono::minutes{20}}},
    {.variant = {"clock.slow", "The server's clock is 20 minutes behind.", ""},
     .traits = {.clock = -std::chrono::minutes{20}}},
    {.variant = {"connection.close", "The server closes the connection after each answer.", ""},
     .traits = {.closes_connections = true}},
    {.variant = {"host.other", "All Hrefs bear another authority than the one addressed.", ""},
     .hooks = {.request =
                   [](Request& request) { request.api = "https://em.corp.example:9398/api"; }}},
    {.variant = {"logon.expires", "A logon session ends after 300 requests.", ""},
     .traits = {.logons = {.most_requests = 300}}},
    {.variant = {"token.bytes", "The token is base64 of the 16 bytes of the SessionId.", ""},
     .traits = {.logons = {.token_form = TokenForm::Bytes}}},
    {.variant = {"token.unrelated", "The token is base64 of 16 bytes that are not the SessionId.",
                 ""},
     .traits = {.logons = {.token_form = TokenForm::Unrelated}}},
};

}  // namespace

std::span<const VariantEntry> service_variants() { return entries; }

}  // namespace emconform::mock

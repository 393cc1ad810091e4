#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <fstream>

#include "cli/commands.h"
#include "cli/credentials.h"
#include "cli/output.h"
#include "mock/mock.h"
#include "model/instant.h"

namespace emconform {
namespace {

Result<mock::Options> mock_options(const MockArguments& arguments) {
  mock::Options options{.port = arguments.port,
                        .tls = arguments.tls,
                        .sessions = arguments.sessions,
                        .seed = arguments.seed,
                        .username = arguments.username,
                        .defect = arguments.defect,
                        .variant = arguments.variant};
  if (!arguments.now.empty()) {
    const auto now = parse_date_time(arguments.now);
    if (!now || !now->utc)
      return fail({.where = "--now " + arguments.now,
                   .what = "is no time in UTC",
                   .remedy = "write it like 2026-06-15T05:50:44Z"});
    options.now = std::chrono::floor<mock::Time::duration>(now->instant);
  }
  if (!arguments.password_env.empty()) {
    auto password = password_from_environment(arguments.password_env);
    if (!password) return fail(std::move(password.error()));
    options.password = std::move(*password);
  }
  return options;
}

Result<void> write_certificate(const std::string& file, const std::string& certificate) {
  if (file.empty()) return {};
  std::ofstream out(file, std::ios::binary);
  out << certificate;
  out.close();
  if (out) return {};
  return fail({.where = file,
               .what = "the certificate cannot be written",
               .remedy = "choose another place with --certificate-file FILE",
               .fault = Fault::Harness});
}

/// Until SIGINT or SIGTERM.
void wait_for_end() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  int received = 0;
  sigwait(&signals, &received);
}

/// Blocked before threads start: they inherit it, and only wait_for_end() sees the signals.
void block_end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

int mock_command(const MockArguments& arguments) {
  const auto options = mock_options(arguments);
  if (!options) return complain(options.error());
  block_end_signals();
  auto server = mock::Server::start(*options);
  if (!server)
    return complain({.where = fmt::format("port {}", arguments.port),
                     .what = server.error(),
                     .remedy = "choose another port with --port N, or --port 0 for any"});
  if (auto written = write_certificate(arguments.certificate_file, (*server)->certificate());
      !written)
    return complain(written.error());
  fmt::print("{}\n", (*server)->url());
  std::fflush(stdout);
  fmt::print(stderr, "A mock Enterprise Manager; user {}. Stop it with Ctrl-C.\n",
             arguments.username);
  wait_for_end();
  return 0;
}

}  // namespace emconform

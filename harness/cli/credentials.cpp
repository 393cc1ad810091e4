#include "cli/credentials.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace emconform {
namespace {

Result<std::string> first_line(std::istream& in, const std::string& where) {
  std::string line;
  if (!std::getline(in, line))
    return fail({.where = where,
                 .what = "no password could be read",
                 .remedy = "its first line must be the password"});
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

/// What is none may be a password, given in the wrong place: nobody repeats it.
bool is_variable_name(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

}  // namespace

std::string proxy_password(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
  const std::size_t end = url.rfind('@');
  const std::size_t colon = url.find(':', begin);
  if (end == std::string::npos || colon == std::string::npos || colon > end) return {};
  return url.substr(colon + 1, end - colon - 1);
}

Result<std::string> password_from_environment(const std::string& variable) {
  const char* const value = std::getenv(variable.c_str());  // NOLINT(concurrency-mt-unsafe)
  if (value == nullptr)
    return fail(
        {.where = is_variable_name(variable) ? "--password-env " + variable : "--password-env",
         .what = "the environment variable is not set",
         .remedy = "export it before, or use --password-file or --password-stdin"});
  return std::string(value);
}

Result<Credentials> read_credentials(const RunArguments& arguments) {
  const int sources = (arguments.password_env.empty() ? 0 : 1) +
                      (arguments.password_file.empty() ? 0 : 1) +
                      (arguments.password_stdin ? 1 : 0);
  if (arguments.username.empty())
    return fail({.where = "--username",
                 .what = "a target needs a user to log on",
                 .remedy = "give --username NAME and one of --password-env VAR, --password-file "
                           "FILE, --password-stdin"});
  if (arguments.username.find(':') != std::string::npos)
    return fail({.where = "--username",
                 .what = "the name holds a colon, which no name of a logon may (RFC 7617)",
                 .remedy = "give the password with --password-env VAR, --password-file FILE or "
                           "--password-stdin"});
  if (sources != 1)
    return fail(
        {.where = "command line",
         .what = sources == 0 ? "the password is missing" : "the password is given more than once",
         .remedy = "give one of --password-env VAR, --password-file FILE, "
                   "--password-stdin"});
  Result<std::string> password = fail({});
  if (!arguments.password_env.empty()) {
    password = password_from_environment(arguments.password_env);
  } else if (arguments.password_stdin) {
    password = first_line(std::cin, "--password-stdin");
  } else {
    std::ifstream in(arguments.password_file);
    password = in ? first_line(in, "--password-file")
                  : fail({.where = "--password-file",
                          .what = "the file cannot be opened",
                          .remedy = "check the path and its permissions"});
  }
  if (!password) return fail(std::move(password.error()));
  return Credentials{arguments.username, std::move(*password)};
}

}  // namespace emconform

#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace emconform {

/// Whose fault an error is; decides the exit status (design, Command line).
enum class Fault {
  Usage,    // options, configuration, contract, case or waiver files: exit 2
  Harness,  // the program, or where its reports go: exit 3
  Target,   // unreachable, TLS refused, logon refused, broken transfer: exit 4
};

/// What went wrong, where, and what to do about it. Three parts of one message to a person.
struct Error {
  std::string where{};   // "cases/jobs.json:12:5 /cases/0/auht", "https://em01:9398"
  std::string what{};    // one sentence
  std::string remedy{};  // what to do; may be empty
  Fault fault = Fault::Usage;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace emconform

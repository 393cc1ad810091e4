#pragma once

#include <cstddef>
#include <string>

// Departures that are known and accepted for a time, read from waiver files, whose format
// contracts/schema/waivers.schema.json gives and these comments explain.
namespace emconform {

/// One entry of a waiver file.
struct Waiver {
  std::string rule{};                           // id of a check or relation: "links.required"
  std::string endpoint{};                       // glob: "/jobs/*"
  std::string first_release{}, last_release{};  // "v1_7"; empty: no limit
  std::string message{};  // how the message without what differs from run to run begins (message.h)
  std::string ticket{}, owner{}, reason{};
  std::string since{}, expires{};  // days: "2026-11-21"; the waiver holds to the end of the last
  std::size_t most = 1;            // results that it may cover
};

/// A waiver, and what came of it in a run.
struct WaiverUse {
  Waiver waiver{};
  std::size_t matched = 0;  // results that it covers
  int age_days = 0;         // from `since` to the run
  std::string broken{};     // why it is no longer right, one sentence: exit status 6; "" if it is
};

}  // namespace emconform

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/verified.h"
#include "reports/html_groups.h"
#include "reports/html_writer.h"

// Sections of the HTML report of a run, from top to bottom.
namespace emconform {

/// Endpoints and rules get a number each, by which a filter finds what belongs to them: their names
/// come from data and from the target, and may hold anything.
class Numbers {
 public:
  /// "12"
  const std::string& of(std::string_view name);
  /// By number.
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_{};
  std::map<std::string, std::string, std::less<>> numbers_{};
};

/// A name as it stands among those that one can choose from; it may be cut off.
std::string option_name(std::string_view name);

/// What the sections below the first screen are made of.
struct Listing {
  std::vector<Group> groups{};
  std::vector<PassedEndpoint> passed{};
  Numbers endpoints{}, rules{};
  bool with_exchanges = true;
};
Listing listing_of(const RunResult& run);

/// The answer, and what one must know of it.
void write_answer(const RunResult& run, Html& html);
/// For whom and when; how many results of each verdict, per endpoint and per family of rules.
void write_facts(const RunResult& run, Html& html);
void write_glance(const RunResult& run, const Verification& verification, Html& html);
void write_pictures(const RunResult& run, Html& html);
/// What was not verified, and why.
void write_unverified(const RunResult& run, const Verification& verification, Html& html);
void write_waivers(const RunResult& run, Html& html);

void write_filters(const RunResult& run, const Listing& listing, Html& html);
/// All that did not pass, each group with the evidence.
void write_findings(const RunResult& run, Listing& listing, Html& html);
void write_passed(Listing& listing, Html& html);
/// Every rule with its witnesses.
void write_rules(const RunResult& run, const Verification& verification, Html& html);

}  // namespace emconform

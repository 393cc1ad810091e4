#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run/plan.h"
#include "run/reader.h"

// What one unit reads. Requests that depend on earlier answers (ids, links, members, pages) are
// resolved here, from the target's own data; nothing is judged here.
namespace emconform {

struct GatherOptions {
  int sample = 4;          // members of a list that are followed
  std::uint64_t seed = 1;  // which ones, where strata leave a choice
  std::chrono::seconds clock_tolerance{120};
};

class Gather {
 public:
  Gather(Reader& reader, const Knowledge& knowledge, const GatherOptions& options,
         const Unit& unit);

  const Unit& unit() const { return unit_; }
  const GatherOptions& options() const { return options_; }

  /// Reads what a relation rests on. No answer is a problem; one with another status, or that
  /// cannot be read, is a finding: nobody else judges a request that only a relation sends.
  const Exchange& need(const Ask& ask, bool again = false);
  /// Reads; only a missing answer is a problem: what came back is for a relation to judge.
  const Exchange& attempt(const Ask& ask, bool again = false);
  /// Why the unit cannot be judged; nullopt if nothing is in the way. The first problem stays.
  struct Problem {
    Verdict verdict = Verdict::NotTestable;
    std::string note{};
    std::optional<Finding> finding{};  // the target's fault: the verdict is that of the finding
    bool no_data = false;              // the target has nothing of the kind, and need not have
    ReadingPtr accused{};              // whose answer the finding is about
  };
  const std::optional<Problem>& problem() const { return problem_; }
  void note_problem(Problem problem);

  /// Whether the list in which the place was discovered, read anew, leads there no more: a resource
  /// that was deleted since is not to be found, and that is no fault.
  bool is_gone(const Instance& place);
  /// Takes back what was noted of the answer of a place that is gone; false if it stays.
  bool forgive_if_gone(const Instance& place);
  /// Keeps an exchange that was made of others for as long as this lives.
  const Exchange& own(Exchange exchange);

  /// Puts the number of the last page in the place of {LAST} in the target; false, with a problem
  /// noted, if it cannot be found out.
  bool resolve_last_page(Ask& ask);

  /// The exchange that reproduces a finding comes first in the result.
  void make_first(const Exchange& exchange);
  const std::vector<ReadingPtr>& readings() const { return readings_; }

  /// Where the suite's endpoint is asked: its URL, or up to `most` discovered ones with {ID}.
  /// Notes a problem when the target has none.
  std::vector<Instance> instances(std::size_t most);
  /// The one instance for a matrix: of a list, the first that has members, if one does.
  std::optional<Instance> instance();

  /// The unit's request at an instance, in a form and with an Accept header.
  Ask ask(const Instance& instance, Form form, const Accept& accept) const;
  /// A collection's list: "/backupSessions".
  Ask ask_list(const std::string& endpoint, Form form) const;
  /// What an Href of the target leads to, asked on the target's own authority; nullopt if the Href
  /// is no URL, or leads out of the API.
  std::optional<Ask> ask_href(std::string_view href) const;

  /// Those of the resources that are followed (run/strata.h).
  Resources sample(const Resources& resources) const;

  /// When the server answered, by its own clock, widened by the tolerance; notes a problem when
  /// there is no Date.
  Interval server_clock(const Exchange& exchange);

  const Contract* contract_of(std::string_view resource) const;

 private:
  const Exchange& keep(ReadingPtr reading);
  std::optional<Instance> place_of(const Resource& member) const;
  const Exchange* discovery_list(const Discovery& discovery);
  ReadingPtr without_body(const Exchange& exchange);
  PlacesPtr recall(const std::string& name);
  PlacesPtr remember(const std::string& name, Places places);
  PlacesPtr discovered(const Discovery& discovery, const Contract& contract);

  Reader& reader_;
  const Knowledge& knowledge_;
  const GatherOptions& options_;
  const Unit& unit_;
  std::vector<ReadingPtr> readings_{};
  std::vector<ReadingPtr> set_aside_{};  // that results name without their bodies
  std::deque<Exchange> made_{};
  std::optional<Problem> problem_{};
};

/// An Accept value for requests that only want the one format.
Accept xml_accept();
Accept json_accept();

/// The URL with one more query parameter.
std::string with_query(std::string target, std::string_view query);

}  // namespace emconform

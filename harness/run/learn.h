#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "load/files.h"
#include "model/learned.h"
#include "run/learn_objects.h"
#include "run/reader.h"

// Learns of a target from every answer that a run gets (model/learned.h).
namespace emconform {

/// Thread-safe. What is learned does not depend on the order of the answers, as long as no limit is
/// reached.
class Learner {
 public:
  /// `knowledge` outlives this.
  explicit Learner(const Knowledge& knowledge);

  /// Each reading once. `target` is the path and query that was asked for.
  void learn(std::string_view target, const Reading& reading);

  /// Still with what a target may have put into it: names and secrets are for the caller to remove.
  Learned facts() const;

 private:
  struct EndpointFacts {
    std::size_t answers = 0;
    std::map<std::pair<std::string, std::vector<int>>, Counted> asks{};  // by LearnedAsk
    Counted headers{};
    std::vector<std::uint32_t> microseconds{};  // of answers with 2xx
    bool is_cut = false;
  };
  /// What is asked for, by its path and query.
  struct Endpoint {
    std::string name{};
    const Contract* contract = nullptr;  // null: no suite is about it
    Shape shape = Shape::None;           // of its answers
  };
  Endpoint endpoint_of(std::string_view target) const;
  void learn_answer(const Reading& reading, EndpointFacts& facts);
  void learn_resources(const Exchange& exchange, Form form, const Endpoint& endpoint);

  const Knowledge& knowledge_;
  mutable std::mutex mutex_{};
  std::map<std::string, EndpointFacts> endpoints_{};
  std::map<std::tuple<std::string, Form, Format>, LearnedObjects> resources_{};
};

/// Calls change(text) for every text that a target may have put into what was learned.
void each_text(Learned& learned, const std::function<void(std::string&)>& change);

/// One sentence for each limit that was reached.
std::vector<std::string> cuts_in_words(const Learned& learned);

}  // namespace emconform

#pragma once

#include <optional>
#include <string>

#include "load/files.h"
#include "model/recording.h"
#include "run/plan.h"

// What a request that somebody else sent asked for, read from the request alone.
namespace emconform {

/// The suite and the case that an exchange is judged by, and what it is held to.
struct RecordedPlace {
  const Suite* suite = nullptr;
  const Contract* contract = nullptr;
  Case test{};  // "recorded"
  Form form = Form::Reference;
  Expected expected{};
};

/// What an exchange is judged by, or why it is not: with a place, what it would be judged by.
struct PlaceOrWhyNot {
  std::optional<RecordedPlace> place{};
  std::string why_not{};
};

/// Of an exchange that has an answer. What the recording does not show is not held against the
/// target: whether a refused session was still open, whether what was not found is there, what
/// parameters mean that the specification does not name.
PlaceOrWhyNot place_of(const RecordedExchange& exchange, const Knowledge& knowledge);

/// What stands for a suite's endpoint in the results of an exchange without a place.
std::string path_of(const RecordedExchange& exchange);

}  // namespace emconform

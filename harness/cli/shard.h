#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "model/result.h"

// Which part of a plan this process judges, as the environments of test runners say it.
namespace emconform {

struct Shard {
  int index = 1, count = 1;   // 1-based
  std::string from{};         // who says so: "--shard", "CI_NODE_INDEX"; empty: nobody
  std::string status_file{};  // to be created, so that the runner knows it was understood
};

/// A variable of the environment; nullptr if it is not set.
using Environment = std::function<const char*(const char* name)>;

/// `option`: the value of --shard, "I/N"; empty: the first that the environment has of
/// TEST_TOTAL_SHARDS (Bazel) and GTEST_TOTAL_SHARDS with their _INDEX from 0, JOB_COMPLETION_INDEX
/// (Kubernetes, from 0) with EMCONFORM_SHARDS, CI_NODE_TOTAL with CI_NODE_INDEX (GitLab, from 1).
/// A protocol that is only half there is an Error: every shard would judge all, or none.
Result<Shard> find_shard(const std::string& option, const Environment& environment);

}  // namespace emconform

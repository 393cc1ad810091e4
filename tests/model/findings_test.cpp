#include <gtest/gtest.h>

#include "model/results.h"

namespace emconform {
namespace {

TEST(Findings, CountsWhatItDoesNotKeep) {
  Findings findings;
  for (std::size_t i = 0; i < Findings::most + 5; ++i)
    findings.push_back({.where = std::to_string(i)});
  EXPECT_EQ(findings.size(), Findings::most);
  EXPECT_EQ(findings.back().where, std::to_string(Findings::most - 1));
  EXPECT_EQ(findings.in_all(), Findings::most + 5);
}

}  // namespace
}  // namespace emconform

#include <gtest/gtest.h>

#include <algorithm>

#include "mock/generate.h"
#include "mock/traits.h"

namespace emconform::mock {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

Time noon() { return std::chrono::sys_days{std::chrono::year{2026} / 6 / 15} + 12h; }

/// What the variant makes of the generated data.
Data changed_data(const std::string& variant) {
  Data data = generate({.sessions = 60}, noon());
  variant_of(variant)->traits.data(data, noon());
  return data;
}

TEST(DataVariants, LetSessionsBeginEndAndLeave) {
  const Time now = noon();
  Store store{changed_data("sessions.moving")};
  const auto since = [&](Time time) {
    return store.job_sessions({.created_since = time - days{30}});
  };
  const auto before = since(now);
  store.advance(now);
  EXPECT_EQ(since(now).size(), before.size() + 1);
  EXPECT_FALSE(since(now).front().ended);

  store.advance(now + 10s);
  const auto after = store.job_sessions({.created_since = now});
  EXPECT_EQ(after.size(), 51U);  // five a second
  EXPECT_EQ(std::count_if(after.begin(), after.end(), [](const auto& row) { return !row.ended; }),
            4);  // each runs for 700 ms
  EXPECT_EQ(store.task_sessions({.created_since = now}).size(), 51U);
  EXPECT_EQ(since(now).size() - since(now + 10s).size(), 50U);
}

}  // namespace
}  // namespace emconform::mock

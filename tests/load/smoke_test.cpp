#include <gtest/gtest.h>

#include "load/decode.h"
#include "load/files.h"
using namespace emconform;
TEST(A, B) {
  std::vector<std::string> ids;
  auto k = load_knowledge({}, {}, ids);
  if (!k)
    for (auto& e : k.error())
      printf("%s: %s; %s\n", e.where.c_str(), e.what.c_str(), e.remedy.c_str());
}

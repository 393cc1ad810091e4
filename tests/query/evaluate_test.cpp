#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "query/entities.h"

namespace emconform::query {
namespace {

constexpr const char* guid = "6a0f19a8-3c5d-4b3e-9f0e-0a1b2c3d4e5f";

Resource sample() {
  Resource resource = entity({{"UID", "urn:veeam:BackupJobSession:" + std::string(guid)},
                              {"Name", "Jäger & Co"},
                              {"CreationTimeUTC", "2026-06-15T05:50:44.62Z"},
                              {"Result", "Warning"},
                              {"IsRetry", "true"},
                              {"TotalSize", "5000000000"}});
  resource.links.push_back(server_link("vbr01", guid));
  return resource;
}

struct Sample {
  std::string filter;
  Truth truth;
};

TEST(Evaluate, JudgesEachTypeOnlyWhereItIsDocumented) {
  const std::string full = "urn:veeam:BackupJobSession:" + std::string(guid);
  const std::vector<Sample> samples = {
      {"Nothing==1", Truth::Unknown},
      // Strings: the collation is not documented.
      {R"(Name=="Jäger & Co")", Truth::True},
      {R"(Name=="jäger & co")", Truth::Unknown},
      {R"(Name!="jäger & co")", Truth::Unknown},
      {R"(Name=="Jaeger & Co")", Truth::Unknown},
      {R"(Name=="Jäger & Co ")", Truth::Unknown},
      {R"(Name=="Jäger & Sons")", Truth::False},
      {"Name==other", Truth::False},
      {"Name!=other", Truth::True},
      {"Name>A", Truth::Unknown},
      {"name==other", Truth::False},
      {"BackupServerName==vbr01", Truth::True},
      {"BackupServerName==VBR01", Truth::Unknown},
      // Enumerations compare by their place in the list.
      {"Result==Warning", Truth::True},
      {"Result==warning", Truth::True},
      {"Result!=Warning", Truth::False},
      {"Result>Success", Truth::True},
      {"Result<failed", Truth::True},
      {"Result>=Warning", Truth::True},
      {"Result>Warning", Truth::False},
      {"Result==None", Truth::False},
      {"Result!=None", Truth::True},
      {"Result>None", Truth::Unknown},
      // Times are UTC with and without Z.
      {R"(CreationTime=="2026-06-15T05:50:44.620Z")", Truth::True},
      {"CreationTime==2026-06-15T05:50:44.62", Truth::True},
      {"CreationTime>2026-06-15T05:50:44", Truth::True},
      {"CreationTime<=2026-06-15T05:50:44Z", Truth::False},
      {"CreationTime!=2026-06-15T05:50:44Z", Truth::True},
      {"CreationTime>yesterday", Truth::Unknown},
      {"CreationTime==yesterday", Truth::Unknown},
      {"EndTime>2026-06-15T05:50:44Z", Truth::Unknown},
      {"EndTime!=2026-06-15T05:50:44Z", Truth::Unknown},
      // Booleans, numbers.
      {"IsRetry==True", Truth::True},
      {"IsRetry==FALSE", Truth::False},
      {"IsRetry!=false", Truth::True},
      {"IsRetry==1", Truth::Unknown},
      {"IsRetry>false", Truth::Unknown},
      {"TotalSize>4999999999", Truth::True},
      {"TotalSize<=4999999999", Truth::False},
      {"TotalSize==5000000000", Truth::True},
      {"TotalSize>99999999999999999999", Truth::Unknown},
      // UIDs in full or as a GUID.
      {"UID==" + full, Truth::True},
      {"UID==" + std::string(guid), Truth::True},
      {"UID==6A0F19A8-3c5d-4b3e-9f0e-0a1b2c3d4e5f", Truth::True},
      {"UID==urn:veeam:Job:" + std::string(guid), Truth::False},
      {"UID!=urn:veeam:Job:" + std::string(guid), Truth::True},
      {"UID==00000000-3c5d-4b3e-9f0e-0a1b2c3d4e5f", Truth::False},
      {"BackupServerUid==" + std::string(guid), Truth::True},
      {"BackupServerUid==urn:veeam:BackupServer:" + std::string(guid), Truth::True},
  };
  const Resource resource = sample();
  const Contract contract = session_contract();
  for (const auto& [text, truth] : samples) {
    const auto filter = parse(text);
    ASSERT_TRUE(filter) << text;
    EXPECT_EQ(evaluate(*filter, resource, contract), truth) << text;
  }
}

TEST(Evaluate, CombinesInThreeValuedLogic) {
  const std::vector<Sample> samples = {
      {"IsRetry==true;Name==x", Truth::False},
      {"IsRetry==true;EndTime==2026-06-15T05:50:44Z", Truth::Unknown},
      {"IsRetry==false;EndTime==2026-06-15T05:50:44Z", Truth::False},
      {"IsRetry==true,EndTime==2026-06-15T05:50:44Z", Truth::True},
      {"IsRetry==false,EndTime==2026-06-15T05:50:44Z", Truth::Unknown},
      {"IsRetry==false,Name==x", Truth::False},
      {"IsRetry==true,Name==x;Name==x", Truth::True},
      {"(IsRetry==true,Name==x);Name==x", Truth::False},
  };
  for (const auto& [text, truth] : samples) {
    const auto filter = parse(text);
    ASSERT_TRUE(filter) << text;
    EXPECT_EQ(evaluate(*filter, sample(), session_contract()), truth) << text;
  }
}

TEST(Evaluate, DoesNotChooseBetweenTwoLinksThatDiffer) {
  Resource resource = sample();
  resource.links.push_back(server_link("vbr02", guid));
  const Contract contract = session_contract();
  EXPECT_EQ(value_of(*find_property(contract, "BackupServerName"), resource), std::nullopt);
  EXPECT_EQ(value_of(*find_property(contract, "BackupServerUid"), resource), guid);
}

TEST(CompareValues, OrdersWhatHasADocumentedOrder) {
  const Contract contract = session_contract();
  const auto compared = [&](const char* property, const char* a, const char* b) {
    return compare_values(*find_property(contract, property), a, b);
  };
  EXPECT_LT(compared("Result", "Success", "Failed"), 0);
  EXPECT_EQ(compared("Result", "Failed", "failed"), 0);
  EXPECT_EQ(compared("Result", "None", "None"), 0);
  EXPECT_EQ(compared("Result", "None", "Failed"), std::nullopt);
  EXPECT_GT(compared("TotalSize", "10", "9"), 0);
  EXPECT_LT(compared("CreationTime", "2026-06-15T05:50:44Z", "2026-06-15T05:50:44.1Z"), 0);
  EXPECT_EQ(compared("Name", "a", "b"), std::nullopt);
  EXPECT_EQ(compared("Name", "a", "a"), 0);
  EXPECT_EQ(compared("IsRetry", "false", "true"), std::nullopt);
}

TEST(OperatorsFor, AreSixForOrderedTypesElseTwo) {
  const Contract contract = session_contract();
  for (const char* name : {"CreationTime", "Result", "TotalSize"})
    EXPECT_EQ(operators_for(*find_property(contract, name)).size(), 6U) << name;
  for (const char* name : {"UID", "Name", "IsRetry", "BackupServerName"})
    EXPECT_EQ(operators_for(*find_property(contract, name)).size(), 2U) << name;
}

}  // namespace
}  // namespace emconform::query

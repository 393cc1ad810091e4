#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "load/decoded.h"
#include "load/facts.h"
#include "load/files.h"
#include "load/sha256.h"
#include "load/spec_page.h"
#include "run/plan.h"

// The ledger holds every rule of the specification (tests/data/spec), and nothing else calls itself
// a rule of it.
namespace emconform {
namespace {

using Texts = std::vector<std::string>;

struct Page {
  std::string document, file;  // as entries cite it; below tests/data/spec
};

const std::vector<Page>& pages() {
  static const std::vector<Page> all = {
      {"GET /backupTaskSessions", "backupTaskSessions.txt"},
      {"GET /query?type=BackupJobSession", "query_BackupJobSession.txt"},
      {"GET /nas/jobs/{ID}/backupSessions", "nas_jobs_ID_backupSessions.txt"},
      {"/backupTaskSessions/{ID}", "backupTaskSessions_ID.txt"},
      {"GET /systemSessions", "systemSessions.txt"},
  };
  return all;
}

Texts statements_of(const Page& page) { return statements(test_data("spec/" + page.file)); }

const Knowledge& knowledge() {
  static const Knowledge loaded = load_knowledge({}, {}, known_checks()).value();
  return loaded;
}

const std::vector<Requirement>& ledger() { return knowledge().requirements; }

const Requirement* entry(const std::string& id) {
  for (const Requirement& requirement : ledger())
    if (requirement.id == id) return &requirement;
  return nullptr;
}

Texts lines(const std::string& text) {
  Texts all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

std::set<std::string> not_normative() {
  const Texts all = lines(test_data("spec/not_normative.txt"));
  return {all.begin(), all.end()};
}

/// Hashes that entries of this document cite.
std::set<std::string> hashes_of(const std::string& document) {
  std::set<std::string> hashes;
  for (const Requirement& requirement : ledger())
    if (requirement.document == document) hashes.insert(requirement.hash);
  return hashes;
}

/// Statements of a text that neither an entry of this document nor the list of what is not
/// normative covers.
Texts uncovered(const std::string& document, const Texts& stated) {
  const auto hashes = hashes_of(document);
  const auto excused = not_normative();
  Texts left;
  for (const std::string& statement : stated)
    if (!hashes.contains(sha256(statement)) && !excused.contains(statement))
      left.push_back(statement);
  return left;
}

bool is_sentence(const std::string& text) {
  return (text.ends_with('.') || text.ends_with(".)")) &&
         std::count(text.begin(), text.end(), ' ') >= 2;
}

TEST(Ledger, HoldsEveryStatementOfThePages) {
  for (const Page& page : pages()) {
    const Texts stated = statements_of(page);
    EXPECT_GE(stated.size(), 24U) << page.file;
    EXPECT_THAT(uncovered(page.document, stated), testing::IsEmpty()) << page.document;
  }
}

TEST(Ledger, MissesTheStatementThatAPageGains) {
  const Page& page = pages().front();
  const std::string text = test_data("spec/" + page.file);
  const auto missed = [&](const std::string& more) {
    return uncovered(page.document, statements(more + "\n" + text));
  };
  EXPECT_THAT(missed("Each session has a Colour."),
              testing::ElementsAre("Each session has a Colour."));
  EXPECT_THAT(missed("Colour | True | The colour."),
              testing::ElementsAre("Colour True", "The colour."));
  EXPECT_THAT(missed("<Ref Colour=\"red\">"), testing::ElementsAre("<Ref Colour=\"red\">"));
}

TEST(Ledger, CallsNotNormativeOnlyWhatStandsInAPageAndInNoEntry) {
  std::set<std::string> stated, hashes;
  for (const Page& page : pages()) {
    for (const std::string& statement : statements_of(page)) stated.insert(statement);
    hashes.merge(hashes_of(page.document));
  }
  for (const std::string& text : not_normative()) {
    EXPECT_TRUE(stated.contains(text)) << text << ": in no page";
    EXPECT_FALSE(hashes.contains(sha256(text))) << text << ": also in the ledger";
  }
}

TEST(Ledger, CitesThePagesByAHashOfOneOfTheirStatements) {
  std::map<std::string, std::set<std::string>> hashes;
  for (const Page& page : pages())
    for (const std::string& statement : statements_of(page))
      hashes[page.document].insert(sha256(statement));
  for (const Requirement& requirement : ledger()) {
    const auto page = hashes.find(requirement.document);
    if (page == hashes.end())
      EXPECT_EQ(requirement.hash, "") << requirement.id << ": its document is not among the pages";
    else
      EXPECT_TRUE(page->second.contains(requirement.hash)) << requirement.id;
  }
}

TEST(Ledger, CallsMustOnlyWhatThePagesSay) {
  for (const Requirement& requirement : ledger())
    if (requirement.level == Level::Must) {
      EXPECT_NE(requirement.hash, "") << requirement.id;
      EXPECT_NE(requirement.grade, "inferred") << requirement.id;
    }
}

TEST(Ledger, HasUniqueIds) {
  std::set<std::string> ids;
  for (const Requirement& requirement : ledger())
    EXPECT_TRUE(ids.insert(requirement.id).second) << requirement.id;
}

TEST(Ledger, NamesChecksOrSaysWhyThereAreNone) {
  for (const Requirement& requirement : ledger()) {
    EXPECT_TRUE(!requirement.checks.empty() || !requirement.reason.empty()) << requirement.id;
    EXPECT_TRUE(is_sentence(requirement.rule)) << requirement.id << ": " << requirement.rule;
    EXPECT_TRUE(requirement.reason.empty() || is_sentence(requirement.reason))
        << requirement.id << ": " << requirement.reason;
  }
}

TEST(Ledger, CitesEveryCheckAndNoOther) {
  std::set<std::string> cited;
  for (const Requirement& requirement : ledger())
    cited.insert(requirement.checks.begin(), requirement.checks.end());
  EXPECT_THAT(cited, testing::UnorderedElementsAreArray(known_checks()));
}

TEST(Ledger, SaysHowEachContradictionAndEachDoubtWasDecided) {
  std::size_t contradictions = 0, readings = 0;
  for (const Requirement& requirement : ledger()) {
    const bool contradiction = requirement.rule.starts_with("Contradiction:");
    const bool reading = requirement.rule.starts_with("Two readings:");
    contradictions += contradiction ? 1U : 0U;
    readings += reading ? 1U : 0U;
    if (!contradiction && !reading) continue;
    EXPECT_THAT(requirement.reason, testing::StartsWith("Decided:")) << requirement.id;
    EXPECT_TRUE(!reading || requirement.level == Level::May) << requirement.id;
  }
  EXPECT_GE(contradictions, 21U);
  EXPECT_GE(readings, 8U) << "where the embedded mock and the checks read the pages differently";
}

TEST(Ledger, HoldsTheTrapsOfThePages) {
  const std::pair<const char*, Texts> traps[] = {
      {"only status 200 is documented", {"ERR-13"}},
      {"an answer of the years 2014 to 2016", {"TIME-01"}},
      {"an Alternate with another Name", {"XREF-01"}},
      {"a last tag without its end", {"BODY-06"}},
      {"an answer about another resource", {"XREF-02"}},
      {"XML that is not well-formed", {"XREF-03"}},
      {"Hrefs of another host", {"LINK-13"}},
      {"entities in Sessions", {"XREF-08"}},
      {"an Alternate of another Type", {"XREF-09"}},
      {"a Result inside Result", {"XREF-10"}},
  };
  for (const auto& [trap, ids] : traps)
    for (const std::string& id : ids) {
      const Requirement* found = entry(id);
      ASSERT_NE(found, nullptr) << trap;
      EXPECT_THAT(found->rule, testing::StartsWith("Contradiction:")) << trap;
    }
}

// tests/data/spec/api_facts_sections.json: every fact of api_facts.md, in its order, and the
// entries that stand for it or why no client relies on it.
TEST(Ledger, HoldsEveryFactThatAClientReliesOn) {
  const auto mapped = nlohmann::json::parse(test_data("spec/api_facts_sections.json"))
                          .at("sections")
                          .get<std::map<std::string, nlohmann::json>>();
  const auto facts = facts_by_section(test_data("spec/api_facts.md"));
  ASSERT_EQ(mapped.size(), facts.size());
  for (const auto& [section, texts] : facts) {
    const nlohmann::json& rows = mapped.at(section);
    ASSERT_EQ(rows.size(), texts.size()) << "section " << section;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto quote = rows[i].at("fact").get<std::string>();
      EXPECT_THAT(texts[i], testing::StartsWith(quote)) << "section " << section;
      EXPECT_GE(quote.size(), std::min<std::size_t>(texts[i].size(), 50)) << quote;
      const Texts ids = rows[i].value("ids", Texts());
      for (const std::string& id : ids) EXPECT_NE(entry(id), nullptr) << id << ": " << quote;
      EXPECT_TRUE(!ids.empty() || is_sentence(rows[i].value("not_relied_on", ""))) << quote;
    }
  }
}

TEST(Ledger, DecidesEveryOddityOfTheApi) {
  const auto mapped = nlohmann::json::parse(test_data("spec/api_facts_sections.json"));
  const nlohmann::json& oddities = mapped.at("/sections/11"_json_pointer);
  EXPECT_EQ(oddities.size(), 21U);
  for (const nlohmann::json& oddity : oddities)
    for (const std::string id : oddity.at("ids")) {
      const Requirement* found = entry(id);
      ASSERT_NE(found, nullptr) << id;
      EXPECT_TRUE(found->level == Level::May || !found->reason.empty()) << id;
    }
}

}  // namespace
}  // namespace emconform

#include "transport/disguise.h"

#include <gtest/gtest.h>

#include "model/href.h"
#include "transport/encodings.h"
#include "transport/redact.h"

namespace emconform {
namespace {

const std::string session_id = "8f2cd33b-ea7a-41ec-9486-d48c050c7e9b";

struct Disguised {
  explicit Disguised(const std::vector<NamedSecret>& secrets) {
    for (const auto& [text, name] : secrets) redactor.add_secret(text, name);
  }
  std::string operator()(std::string_view text) { return redactor.disguise(text, words); }

  Redactor redactor{};
  std::size_t words = 0;
};

TEST(Disguise, TurnsASessionIdIntoAnotherOneInEachSpelling) {
  Disguised disguise({{session_id, "session id"}});
  const std::string made = disguise(session_id);
  EXPECT_TRUE(is_guid(made)) << made;
  EXPECT_NE(made, session_id);
  EXPECT_EQ(disguise("<SessionId>" + session_id + "</SessionId>"),
            "<SessionId>" + made + "</SessionId>");
  EXPECT_EQ(lower(disguise("/8F2CD33B-EA7A-41EC-9486-D48C050C7E9B")), "/" + made);
  EXPECT_EQ(disguise(base64(session_id)), base64(made));
  EXPECT_EQ(disguise(base64(guid_bytes(session_id))), base64(guid_bytes(made)));
  EXPECT_EQ(disguise.words, 0U);
}

TEST(Disguise, KeepsLettersInTheirCase) {
  Disguised disguise({{session_id, "session id"}});
  const std::string made = disguise("8F2CD33B-EA7A-41EC-9486-D48C050C7E9B");
  EXPECT_EQ(made.find_first_of("abcdef"), std::string::npos) << made;
  EXPECT_NE(made.find_first_of("ABCDEF"), std::string::npos) << made;
}

TEST(Disguise, TellsSessionsApart) {
  const std::string other = "8f2cd33b-ea7a-41ec-9486-d48c050c7e9c";
  Disguised disguise({{session_id, "session id"}, {other, "session id"}});
  EXPECT_NE(disguise(session_id), disguise(other));
}

TEST(Disguise, LeavesATokenOfTheSessionItsToken) {
  const std::string token = base64(guid_bytes(session_id));
  for (const bool token_first : {true, false}) {
    std::vector<NamedSecret> secrets{{session_id, "session id"}, {token, "session"}};
    if (token_first) std::swap(secrets[0], secrets[1]);
    Disguised disguise(secrets);
    EXPECT_EQ(disguise(token), base64(guid_bytes(disguise(session_id))));
  }
}

TEST(Disguise, KeepsWhatATokenOfAnotherMakeLooksLike) {
  const std::string token = base64("no GUID but something of the server's own");
  Disguised disguise({{token, "session"}, {"%not*base64%at all", "session"}});
  const std::string made = disguise(token), odd = disguise("%not*base64%at all");
  EXPECT_EQ(made.size(), token.size());
  EXPECT_NE(made, token);
  EXPECT_TRUE(from_base64(made).has_value()) << made;
  EXPECT_EQ(odd.find("base64"), std::string::npos) << odd;
  EXPECT_FALSE(from_base64(odd).has_value()) << odd;
}

TEST(Disguise, FindsASessionIdThatXmlTakesApart) {
  Disguised disguise({{session_id, "session id"}});
  const std::string made = disguise(session_id);
  EXPECT_EQ(disguise("<I>8<!-- --><![CDATA[" + session_id.substr(1) + "]]></I>"),
            "<I>" + made.substr(0, 1) + "<!-- --><![CDATA[" + made.substr(1) + "]]></I>");
  EXPECT_EQ(disguise("<I>" + session_id.substr(0, 35) + "<?x y?>b</I>"),
            "<I>" + made.substr(0, 35) + "<?x y?>" + made.substr(35) + "</I>");
  EXPECT_EQ(disguise("\"8f2cd33b\\u002dea7a" + session_id.substr(13) + "\""), "\"" + made + "\"");
  EXPECT_EQ(disguise.words, 0U);
}

TEST(Disguise, PutsAWordOfLettersForAllElse) {
  Disguised disguise({{"pass/w?rd", "password"}, {session_id, "session id"}});
  EXPECT_EQ(disguise("<P>pass/w?rd</P>"), "<P>withheldpassword</P>");
  EXPECT_EQ(disguise("/x?p=pass%2Fw%3Frd&name=x y"), "/x?p=withheldpassword&name=x y");
  EXPECT_EQ(disguise(session_id.substr(0, 20) + "..."), "withheldsessionid...");
  EXPECT_EQ(disguise.words, 3U);
}

}  // namespace
}  // namespace emconform

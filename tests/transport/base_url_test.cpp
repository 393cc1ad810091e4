#include <gtest/gtest.h>

#include <string>

#include "transport/http.h"

namespace emconform {
namespace {

struct Accepted {
  std::string target, base;
};

TEST(BaseUrl, CompletesWhatWasLeftOut) {
  const Accepted samples[] = {
      {"em01", "https://em01:9398"},
      {"em01:443", "https://em01:443"},
      {"em01.corp.local", "https://em01.corp.local:9398"},
      {"em_01", "https://em_01:9398"},
      {"192.0.2.7", "https://192.0.2.7:9398"},
      {"https://em01", "https://em01:9398"},
      {"http://em01", "http://em01:9399"},
      {"HTTP://EM01/", "http://EM01:9399"},
      {"http://em01:9399/api/", "http://em01:9399"},
      {"https://em01:9398/api", "https://em01:9398"},
      {"em01/api", "https://em01:9398"},
      {"[::1]", "https://[::1]:9398"},
      {"http://[2001:db8::1]:8080/api/", "http://[2001:db8::1]:8080"},
      {"b\xC3\xBC"
       "ro",
       "https://b\xC3\xBC"
       "ro:9398"},
  };
  for (const Accepted& sample : samples) {
    const auto base = base_url(sample.target);
    ASSERT_TRUE(base) << sample.target << ": " << base.error().what;
    EXPECT_EQ(*base, sample.base);
  }
}

struct Refused {
  std::string target, where, what, remedy;
};

TEST(BaseUrl, SaysWhatIsWrong) {
  const std::string example = "for example https://em01:9398";
  const std::string options =
      "give the name with --username and the password with --password-env, --password-file or "
      "--password-stdin";
  const std::string path = "give scheme, host and port only; /api is added";
  const Refused samples[] = {
      {"", "--target", "no target was given", example},
      {"https://", "--target https://", "the target has no host", example},
      {":9398", "--target :9398", "the target has no host", example},
      {"ftp://em01", "--target ftp://em01", "the scheme 'ftp' is unknown",
       "use https:// or http://"},
      {"https://em01/rest", "--target https://em01/rest", "the target has the path '/rest'", path},
      {"em01/api/jobs", "--target em01/api/jobs", "the target has the path '/api/jobs'", path},
      {"em01/api?x=1", "--target em01/api?x=1", "the target has the path '/api?x=1'", path},
      {"em01#top", "--target em01#top", "the target has the path '#top'", path},
      {"em01:0", "--target em01:0", "'0' is no port", "a port is 1 to 65535"},
      {"em01:65536", "--target em01:65536", "'65536' is no port", "a port is 1 to 65535"},
      {"em01:", "--target em01:", "'' is no port", "a port is 1 to 65535"},
      {"em01:93x", "--target em01:93x", "'93x' is no port", "a port is 1 to 65535"},
      {"::1", "--target ::1", "the target has more than one colon",
       "an IPv6 address stands in brackets: https://[2001:db8::1]:9398"},
      {"[::g]", "--target [::g]", "'[::g]' is no host name or address", example},
      {"[::1", "--target [::1", "the target has more than one colon",
       "an IPv6 address stands in brackets: https://[2001:db8::1]:9398"},
      {"em01\\x", "--target em01\\x", "'em01\\x' is no host name or address", example},
      {"em 01", "--target em 01", "the target holds blanks or control characters", example},
      {"https://joe:secret@em01", "--target", "the target holds user information", options},
      {"https://joe:se/cret@em01", "--target", "the target holds user information", options},
  };
  for (const Refused& sample : samples) {
    const auto base = base_url(sample.target);
    ASSERT_FALSE(base) << sample.target;
    EXPECT_EQ(base.error().where, sample.where);
    EXPECT_EQ(base.error().what, sample.what);
    EXPECT_EQ(base.error().remedy, sample.remedy);
    EXPECT_EQ(base.error().fault, Fault::Usage);
  }
}

}  // namespace
}  // namespace emconform

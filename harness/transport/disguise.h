#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace emconform {

/// A secret and what it is called: "password", "session".
struct NamedSecret {
  std::string text{}, name{};
};

/// What stands in a recording where a secret stood: the id of a logon session and the tokens made
/// of it are told from others, and from what is none, by what they look like. So each becomes
/// another one, the same wherever it stands, in the same spelling: a made-up GUID, base64 of its
/// text or of its bytes. Whatever else is found of a secret becomes a word.
class Disguise {
 public:
  explicit Disguise(const std::vector<NamedSecret>& secrets);

  /// `found` is what a text holds of the secret of that name.
  std::string of(std::string_view found, std::string_view name) const;

 private:
  void add_guid(const std::string& guid);
  void add_token(const std::string& token);

  std::map<std::string, std::string, std::less<>> stand_ins_{};
  std::map<std::string, std::string> guids_{};  // made-up, by the real one in lower case
  std::size_t tokens_ = 0;
};

/// The word that stands for a secret of that name: letters alone, since it may stand in XML, JSON,
/// URLs and headers.
std::string word_for_secret(std::string_view name);

}  // namespace emconform

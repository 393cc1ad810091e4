#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// How a server may write a secret back: worked out here anew, not by the code that redacts.
namespace emconform::testing {

/// Spellings of a text that is secret.
std::vector<std::string> echoes_of(const std::string& secret);
/// Spellings of the id of a logon session, a GUID, and of the tokens that are made of it.
std::vector<std::string> echoes_of_session(const std::string& guid);

/// Pieces of text that stand nowhere unless a secret was let through.
class Traces {
 public:
  void add_secret(const std::string& secret);
  void add_session(const std::string& guid);
  /// The traces that the text holds, each once, with what stands around them.
  std::set<std::string> found_in(std::string_view text) const;

 private:
  void add_parts(std::string_view text, std::size_t length);
  std::set<std::string, std::less<>> parts_{};
  std::set<std::size_t> lengths_{};
  // Whether some part begins with four characters of this hash: nearly all of a text does not.
  std::vector<bool> beginnings_ = std::vector<bool>(std::size_t{1} << 20U);
};

}  // namespace emconform::testing

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace emconform {

/// One way to write a secret, leaving aside the escapes of escapes.h.
struct Spelling {
  std::string text{};
  bool any_case = false;  // of its letters
  // Part of a base64 text: the neighbours before and behind hold some bits of the secret.
  bool open_before = false, open_behind = false;
};

/// All of them: raw, hexadecimal, base64 and base64url, alone or anywhere inside of a longer text
/// in base64. The id of a logon session (a GUID, in any case, with or without its hyphens) and the
/// tokens made of it (base64 of its text, base64 of its 16 bytes) are one secret: whoever sees one
/// has the others.
std::vector<Spelling> spellings(std::string_view secret);

}  // namespace emconform

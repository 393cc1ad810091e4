#pragma once

#include <string>
#include <string_view>

#include "model/results.h"

// What a finding says, in one line.
namespace emconform {

/// "/Ref[2]/@Href: expected .., got ..".
std::string message_of(const Finding& finding);

/// The text without what differs between targets and from run to run: GUIDs become {ID}, times
/// {time}, places in lists [*], numbers of four and more digits {n}, authorities of URLs
/// {host}.
std::string without_particulars(std::string_view text);

/// The message without particulars: the same for findings of the same kind.
std::string kind_of(const Finding& finding);

}  // namespace emconform

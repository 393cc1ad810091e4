#pragma once

#include <iosfwd>
#include <string>

#include "model/recording.h"
#include "model/result.h"

// Recordings as files of HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), which browsers'
// network panels open. What HAR has no place for, and a replay needs, stands in members called
// _emconform, as the format allows:
//
//   log._emconform      what was asked for, by which rules: RecordedRun
//   entry._emconform    purpose: see Request; status_line, header_lines: as received, byte for byte
//                       (latin1: each byte is the character of its number, since some line is no
//                       UTF-8); body_bytes, encoded_bytes, bytes_behind; timing: microseconds since
//                       the start; error: why no answer came; why_no_body
namespace emconform {

/// Each entry has its whole body, in base64 if it is no UTF-8.
void write_har(const Recording& recording, std::ostream& out);

/// Reads what emconform, a browser or a proxy wrote. Header names that begin with a colon (of
/// HTTP/2) are left out. Members that only describe may be missing or of another type; an Error
/// (Fault::Usage) names the file and the JSON pointer of what must be there: log.entries, and each
/// entry's request with method and url. It also says when the text is no JSON, nested more than 64
/// levels deep, or more than `most_bytes` long.
Result<Recording> read_har(std::istream& in, const std::string& name,
                           std::size_t most_bytes = std::size_t{2} << 30U);

}  // namespace emconform

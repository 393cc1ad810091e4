#pragma once

#include <string>
#include <string_view>
#include <vector>

// An answer of the mock in its parts, to be put together wrongly.
namespace emconform::faults {

struct Answer {
  std::string status_line{};           // without its line end, as the headers
  std::vector<std::string> headers{};  // "Content-Length: 2"
  std::string body{};
};

Answer parse_answer(const std::string& bytes);
std::string to_bytes(const Answer& answer);
/// The bytes up to the body.
std::string head_of(const Answer& answer);

/// Changes, each a copy of the answer with one thing different.
Answer without(Answer answer, std::string_view header);
Answer with(Answer answer, std::string_view header, std::string_view value);  // replaces it
Answer with_line(Answer answer, std::string line);                            // adds a header line
Answer with_body(Answer answer, std::string body);                            // Content-Length fits
Answer with_status(Answer answer, std::string status_line);
/// In the body, every `what` becomes `by`; a test that finds none is wrong and throws.
Answer replaced(const Answer& answer, std::string_view what, std::string_view by);
/// Only the first one.
Answer replaced_once(const Answer& answer, std::string_view what, std::string_view by);

bool is_xml(const Answer& answer);

/// "<Ref" repeated so often.
std::string repeated(std::string_view text, std::size_t times);

}  // namespace emconform::faults

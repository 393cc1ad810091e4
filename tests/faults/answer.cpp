#include "faults/answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "model/href.h"

namespace emconform::faults {
namespace {

bool is_named(std::string_view line, std::string_view name) {
  return equal_ignoring_case(line.substr(0, line.find(':')), name);
}

Answer replaced_up_to(Answer answer, std::string_view what, std::string_view by, std::size_t most) {
  std::string body = std::move(answer.body);
  std::size_t at = body.find(what);
  if (at == std::string::npos)
    throw std::logic_error(fmt::format("the mock's answer holds no '{}'", what));
  for (std::size_t i = 0; i < most && at != std::string::npos; ++i) {
    body.replace(at, what.size(), by);
    at = body.find(what, at + by.size());
  }
  return with_body(std::move(answer), std::move(body));
}

}  // namespace

Answer parse_answer(const std::string& bytes) {
  Answer answer;
  std::string_view rest = bytes;
  const auto next_line = [&] {
    const std::string_view line = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(std::min(rest.size(), line.size() + 2));
    return std::string(line);
  };
  answer.status_line = next_line();
  for (std::string line = next_line(); !line.empty(); line = next_line())
    answer.headers.push_back(std::move(line));
  answer.body = rest;
  return answer;
}

std::string head_of(const Answer& answer) {
  std::string head = answer.status_line + "\r\n";
  for (const std::string& line : answer.headers) head += line + "\r\n";
  return head + "\r\n";
}

std::string to_bytes(const Answer& answer) { return head_of(answer) + answer.body; }

Answer without(Answer answer, std::string_view header) {
  std::erase_if(answer.headers, [&](const auto& line) { return is_named(line, header); });
  return answer;
}

Answer with(Answer answer, std::string_view header, std::string_view value) {
  return with_line(without(std::move(answer), header), fmt::format("{}: {}", header, value));
}

Answer with_line(Answer answer, std::string line) {
  answer.headers.push_back(std::move(line));
  return answer;
}

Answer with_body(Answer answer, std::string body) {
  answer = with(std::move(answer), "Content-Length", std::to_string(body.size()));
  answer.body = std::move(body);
  return answer;
}

Answer with_status(Answer answer, std::string status_line) {
  answer.status_line = std::move(status_line);
  return answer;
}

Answer replaced(const Answer& answer, std::string_view what, std::string_view by) {
  return replaced_up_to(answer, what, by, std::string::npos);
}

Answer replaced_once(const Answer& answer, std::string_view what, std::string_view by) {
  return replaced_up_to(answer, what, by, 1);
}

bool is_xml(const Answer& answer) { return answer.body.starts_with('<'); }

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace emconform::faults

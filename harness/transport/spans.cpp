#include "transport/spans.h"

#include <algorithm>

#include "transport/escapes.h"

namespace emconform {
namespace {

/// Spans that overlap become one.
std::vector<Span> merged(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
    return std::pair(a.begin, b.end) < std::pair(b.begin, a.end);
  });
  std::vector<Span> apart;
  for (const Span& span : spans) {
    if (apart.empty() || span.begin >= apart.back().end)
      apart.push_back(span);
    else
      apart.back().end = std::max(apart.back().end, span.end);
  }
  return apart;
}

}  // namespace

bool is_cut(std::string_view rest) {
  if (rest.starts_with("...") || rest.starts_with("\xE2\x80\xA6")) return true;
  return rest.find_first_not_of("'\"`)>") == std::string_view::npos;
}

std::vector<Span> spans_in(std::string_view text,
                           const std::function<std::vector<Span>(std::string_view)>& find) {
  std::vector<Span> spans = find(text);
  for (const Unescaped& plain : unescaped(text))
    for (Span span : find(plain.text)) {
      // All of an escape goes, should a part of what it stands for be the end of what was found.
      while (span.end < plain.text.size() && plain.origin[span.end] == plain.origin[span.end - 1])
        ++span.end;
      spans.push_back({plain.origin[span.begin], plain.origin[span.end], span.value});
    }
  return merged(std::move(spans));
}

std::string with_replacements(std::string_view text, const std::vector<Span>& spans,
                              const std::function<std::string(std::size_t)>& replacement) {
  std::string changed;
  std::size_t kept = 0;
  for (const Span& span : spans) {
    changed.append(text, kept, span.begin - kept).append(replacement(span.value));
    kept = span.end;
  }
  return changed.append(text, kept);
}

}  // namespace emconform

#include "faults/fault.h"

// Texts that a report must bear: each stands where a finding quotes it.
namespace emconform::faults {
namespace {

constexpr const char* type = "\"BackupJobSessionReference\"";

Outcome quoted(std::string words) { return {1, Verdict::Fail, "identity.type", std::move(words)}; }

Change typed(std::string text) {
  return changed([text = '"' + std::move(text) + '"'](const Answer& real) {
    return replaced_once(real, type, text);
  });
}

}  // namespace

Faults text_faults() {
  const auto in_xml = [](std::string text) {
    return xml_proxy(at_sessions(), typed(std::move(text)));
  };
  const auto in_json = [](std::string text) {
    return json_proxy(at_sessions(), typed(std::move(text)));
  };
  return {
      {"text.html", "A type is HTML with a script.", quoted("<script>alert(1)</script>"),
       in_xml("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;")},
      {"text.cdata_end", "A type ends a CDATA section and a comment.", quoted("]]>-->"),
       in_xml("]]&gt;--&gt;&lt;/failure&gt;")},
      {"text.control_characters", "A type in JSON holds escape sequences of terminals and a NUL.",
       quoted("[2J"), in_json("\\u0000\\u001b[2J\\u001b]0;x\\u0007")},
      {"text.direction", "A type turns the direction of writing.", quoted("\xe2\x80\xae"),
       in_xml("\xe2\x80\xae"
              "cba")},
      {"text.lone_surrogate",
       "A type in JSON is half of a surrogate pair.",
       {1, Verdict::Fail, "body.well_formed", ""},
       in_json("\\ud800")},
      {"text.noncharacter", "A type is U+FFFF, which XML forbids.", quoted(""), in_json("\\uffff")},
      {"text.megabyte", "A type is 1 MB long.", quoted("yyyy..."),
       in_xml(std::string(1'000'000, 'y'))},
      {"text.line_ends", "A type in JSON holds line ends that look like a test's result.",
       quoted("all tests passed"), in_json("\\r\\nall tests passed\\n")},
  };
}

}  // namespace emconform::faults

#include <fmt/format.h>

#include "faults/fault.h"

// JSON that is not well-formed, ambiguous, or too much.
namespace emconform::faults {
namespace {

Outcome unreadable(std::string words) {
  return {1, Verdict::Fail, "body.well_formed", std::move(words)};
}

/// Beside Refs, a member more.
Change with_member(std::function<std::string()> member) {
  return changed([member = std::move(member)](const Answer& real) {
    return replaced_once(real, "{\"Refs\"", "{\"X\":" + member() + ",\"Refs\"");
  });
}

}  // namespace

Faults json_faults() {
  const auto at_json = [](Change change) { return json_proxy(at_sessions(), std::move(change)); };
  return {
      {"json.nul", "The JSON holds a NUL byte.", unreadable("a NUL byte"),
       at_json(body([](const Answer& real) { return real.body + std::string(1, '\0'); }))},
      {"json.invalid_utf8", "A name in the JSON is not UTF-8.", unreadable(""),
       at_json(changed([](const Answer& real) {
         return replaced_once(real, "\"Name\":\"", "\"Name\":\"\xff\xc0\xaf");
       }))},
      {"json.duplicate_keys",
       "An object has the same key twice.",
       {1, Verdict::Fail, "json.duplicate_keys", "/Refs/0/UID"},
       at_json(changed([](const Answer& real) {
         return replaced_once(real, "\"UID\":", "\"UID\":\"\",\"UID\":");
       }))},
      {"json.beyond_64_bits",
       "A percentage has 40 digits and more.",
       {1, Verdict::Fail, "", "9999999999999999999999999999999999999999"},
       at_json(changed([](const Answer& real) {
         const std::string name = "\"Progress\":";
         return real.body.find(name) == std::string::npos
                    ? real
                    : replaced_once(real, name, name + std::string(40, '9'));
       })),
       "backupSessions/list"},
      {"json.beyond_double", "A number is 1e999.", unreadable("number"),
       at_json(with_member([] { return "1e999"; }))},
      {"json.nan", "A number is NaN.", unreadable(""), at_json(with_member([] { return "NaN"; }))},
      {"json.nested", "A million arrays are nested in each other.", unreadable("levels deep"),
       at_json(with_member([] { return repeated("[", 1'000'000) + repeated("]", 1'000'000); }))},
      {"json.values",
       "An array holds ten million numbers.",
       unreadable("values"),
       at_json(with_member([] { return "[0" + repeated(",0", 10'000'000) + "]"; })),
       "backupSessions/cookie",
       {"--max-time", "30"}},
      {"json.cut_off", "The JSON ends in the middle, though the Content-Length fits.",
       unreadable(""),
       at_json(body([](const Answer& real) { return real.body.substr(0, real.body.size() / 2); }))},
      {"json.two_values", "A second value follows the first.", unreadable(""),
       at_json(body([](const Answer& real) { return real.body + "{}"; }))},
      {"json.array", "The body is an array, not an object.", unreadable("array"),
       at_json(body([](const Answer&) { return std::string("[]"); }))},
      {"json.comments", "The JSON holds a comment.", unreadable(""),
       at_json(body([](const Answer& real) { return "{/* odd */" + real.body.substr(1); }))},
      {"json.xml_instead",
       "JSON was asked for and XML is answered, said to be JSON.",
       {1, Verdict::Fail, "http.media_type", "application/xml"},
       at_json(body([](const Answer&) { return std::string("<EntityReferences/>"); }))},
  };
}

}  // namespace emconform::faults

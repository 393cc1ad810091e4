#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "faults/answer.h"
#include "mock/mock.h"
#include "model/results.h"
#include "support/responder.h"

// The ways in which a server may misbehave, and what the program has to make of each.
namespace emconform::faults {

/// A server that misbehaves, as long as it lives.
struct Target {
  std::string url{};
  std::vector<std::string> options{};  // that the program needs for it
  std::vector<std::shared_ptr<void>> alive{};
  /// What happened though it never may; "" if nothing did. Asked after the run.
  std::function<std::string()> objection{};
};

/// What the program must come to.
struct Outcome {
  int exit_status = 0;
  Verdict verdict = Verdict::Pass;  // of a result of `rule` whose texts hold `words`
  std::string rule{};
  std::string words{};
};

struct Fault {
  std::string id{};    // "framing.length_short"
  std::string does{};  // what the server does, one sentence
  Outcome expected{};
  std::function<Target(const mock::Server&)> start{};
  std::string filter = "backupSessions/cookie";  // two requests for XML and two for JSON
  std::vector<std::string> options{};            // beside the usual ones
};
using Faults = std::vector<Fault>;

Faults connection_faults();
Faults tls_faults();
Faults framing_faults();
Faults text_faults();
Faults xml_faults();
Faults json_faults();
Faults href_faults();
Faults service_faults();

/// Which requests are answered wrongly.
using Place = std::function<bool(const std::string& request)>;
Place at(std::string path);  // GET of this path, with any query; HEAD too
Place at_sessions();         // GET /api/backupSessions
Place at_logon();
Place at_welcome();   // GET /api/
Place after_logon();  // every GET but the first, whatever it asks for
Place everywhere();

/// What is sent instead of the mock's answer.
using Change = std::function<test::Script(const Answer& real)>;

/// A proxy before the mock that leaves all other answers as they are.
std::function<Target(const mock::Server&)> proxy(Place place, Change change);
/// The same, of the answers in one format only.
std::function<Target(const mock::Server&)> xml_proxy(Place place, Change change);
std::function<Target(const mock::Server&)> json_proxy(Place place, Change change);
/// A server that is no proxy; every connection follows the script.
std::function<Target(const mock::Server&)> server(test::Script script);

/// Sends an answer and goes on, or ends the connection.
test::Script on(const Answer& answer);
test::Script on(std::string bytes);
test::Script last(std::string bytes);

/// A change that replaces the body, or the whole answer.
Change body(std::function<std::string(const Answer& real)> make);
Change changed(std::function<Answer(const Answer& real)> make);
/// The same steps whatever the real answer is.
Change always(test::Script script);

}  // namespace emconform::faults

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "mock/hooks.h"
#include "mock/service.h"
#include "mock/text.h"

namespace emconform::mock {
namespace {

std::string bytes(const Response& response) {
  std::string result = std::to_string(response.status) + (response.chunked ? " chunked" : "");
  if (response.declared_length.value_or(response.body.size()) != response.body.size())
    result += " other length";
  for (const Header& header : response.headers)
    result += "\n" + header.name + (header.name == "Content-Type" ? header.value : "");
  return result + "\n\n" + response.body;
}

/// Asks a service the same questions as any other; the answers, without what is random. Stops at
/// the first answer that is another than that of `reference`.
class Interview {
 public:
  explicit Interview(const Hooks& hooks, const Interview* reference = nullptr)
      : service_{options(), hooks}, reference_{reference} {
    const RawRequest logon{"POST", "/api/sessionMngr/", {{"Authorization", basic()}}};
    Response first = service_.answer(logon, "em");
    note(std::to_string(first.status));
    Response second = service_.answer(logon, "em");
    const auto token = [](Response& response) {
      const std::string* value = header(response, "X-RestSvcSessionId");
      return value == nullptr ? std::string{} : *value;
    };
    token_ = token(first);
    gone_ = token(second);
    const std::string gone_id = base64_decode(gone_).value_or("");
    service_.answer({"DELETE", "/api/logonSessions/" + gone_id, {{name(), token_}}}, "em");
    ask_all();
  }

  const std::vector<std::string>& answers() const { return answers_; }
  bool differs() const { return differs_; }

 private:
  static Options options() {
    Options result;
    result.sessions = 60;
    result.now = std::chrono::sys_days{std::chrono::year{2026} / 6 / 15} + std::chrono::hours{12};
    return result;
  }
  static std::string basic() { return "Basic " + base64_encode("emconform:emconform"); }
  static std::string name() { return "X-RestSvcSessionId"; }

  void note(std::string answer) {
    if (reference_ != nullptr) differs_ = answer != reference_->answers_[answers_.size()];
    answers_.push_back(std::move(answer));
  }

  void ask(const std::string& path, std::vector<Header> headers) {
    if (!differs_) note(bytes(service_.answer({"GET", path, std::move(headers)}, "em")));
  }

  void ask_with_token(const std::string& path) {
    for (const char* accept : {"", "application/json", "*/*"})
      ask(path, {{name(), token_}, {"Accept", accept}});
  }

  void ask_all() {
    // The ids do not depend on the service: the seed and the clock are the same.
    const Store store{options(), *options().now};
    const JobSession row = store.job_sessions({.job_type = "Backup"}).front();
    const std::string session = "/api/backupSessions/" + row.id;
    ask_with_token("/api/jobs/" + row.job_id);
    const std::string task =
        "/api/backupTaskSessions/" + store.task_sessions({.session_id = row.id}).front().id;
    const std::string nas = "/api/nas/jobs/" + store.jobs({.job_type = "NasBackup"}).front().id;
    const std::string system = "/api/systemSessions/" + store.system_sessions().front().id;
    const std::string server = "/api/backupServers/" + row.server_id;
    for (const std::string& path :
         {server + "/jobs", "/api/jobs/" + row.job_id + "/backupSessions", std::string{"/api/jobs"},
          std::string{"/api/backupServers"}, std::string{"/api/backupSessions"},
          std::string{"/api/backupTaskSessions"}, std::string{"/api/systemSessions"},
          nas + "/backupSessions", session, session + "/taskSessions", task, system,
          system + "/events", std::string{"/api/jobs/no"}})
      for (const char* form : {"", "?format=Entity"}) ask_with_token(path + form);
    for (const char* query :
         {"", "&pageSize=20&page=2", "&pageSize=20&page=3", "&filter=Result==Warning",
          "&filter=Result==Warning&pageSize=5", "&filter=Result>=Warning",
          "&filter=Result<=Warning", "&filter=Result!=Warning", "&filter=IsRetry==True",
          "&filter=Result==Failed;JobType==Backup", "&filter=Result==Failed,JobType==Backup",
          "&sortAsc=JobName", "&sortDesc=JobName"})
      ask_with_token(std::string{"/api/query?type=BackupJobSession&format=Entities"} + query);
    const std::string unknown = token_of("44cfbdbe-5a95-4156-8867-91f069b7c2cc");
    for (const std::string& path : {std::string{"/api/jobs"}, std::string{"/api/query?type=Job"},
                                    nas + "/backupSessions", system + "/events"}) {
      ask(path, {});
      ask(path, {{"Accept", "application/json"}});
      ask(path, {{name(), ""}});
      ask(path, {{name(), unknown}});
      ask(path, {{name(), "malformed"}});
      ask(path, {{name(), gone_}});
      ask(path, {{"Cookie", name() + "=" + token_}});
    }
  }

  Service service_;
  const Interview* reference_;
  bool differs_ = false;
  std::string token_{}, gone_{};
  std::vector<std::string> answers_{};
};

TEST(Defects, HaveUniqueIdsInOrderASummaryAndACheck) {
  const auto all = defects();
  EXPECT_GE(all.size(), 40U);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                             [](const Defect& a, const Defect& b) { return a.id < b.id; }));
  std::set<std::string_view> ids;
  for (const Defect& defect : all) {
    EXPECT_TRUE(ids.insert(defect.id).second) << defect.id;
    EXPECT_TRUE(defect.summary.ends_with('.')) << defect.id;
    EXPECT_FALSE(defect.breaks.empty()) << defect.id;
  }
}

TEST(Defects, ChangeAnAnswerEach) {
  const Hooks healthy{};
  const Interview reference{healthy};
  EXPECT_FALSE(Interview(healthy, &reference).differs());
  for (const Defect& defect : defects())
    EXPECT_TRUE(Interview(*hooks_of(defect.id), &reference).differs()) << defect.id;
}

}  // namespace
}  // namespace emconform::mock

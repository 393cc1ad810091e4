#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
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

Options usual_options() {
  Options options;
  options.sessions = 60;
  options.now = std::chrono::sys_days{std::chrono::year{2026} / 6 / 15} + std::chrono::hours{12};
  return options;
}

/// Asks a service the same questions as any other; the answers, without what is random. Stops at
/// the first answer that is another than that of `reference`.
class Interview {
 public:
  Interview(const Options& options, const Hooks& hooks, const Interview* reference = nullptr)
      : options_{options}, service_{options, hooks}, reference_{reference} {
    Response first = log_on(basic(), ""), second = log_on(basic(), "application/json");
    token_ = token_of(first);
    gone_ = token_of(second);
    note_logon(first);
    note_logon(second);
    for (const char* credentials : {"", "Basic ZW1jb25mb3JtOndyb25n"})  // emconform:wrong
      note(std::to_string(log_on(credentials, "").status));
    ask("/api/", {});
    service_.answer({"DELETE", "/api/logonSessions/" + id_of(gone_), {{name(), token_}}},
                    "em:9398");
    ask_all();
  }

  const std::vector<std::string>& answers() const { return answers_; }
  bool differs() const { return differs_; }

 private:
  static std::string basic() { return "Basic " + base64_encode("emconform:emconform"); }
  static std::string name() { return "X-RestSvcSessionId"; }

  void note(std::string answer) {
    differs_ |= reference_ != nullptr && answer != reference_->answers_[answers_.size()];
    answers_.push_back(std::move(answer));
  }

  Response log_on(const std::string& authorization, const std::string& accept) {
    std::vector<Header> headers{{"Accept", accept}};
    if (!authorization.empty()) headers.push_back({"Authorization", authorization});
    return service_.answer({"POST", "/api/sessionMngr/", std::move(headers)}, "em:9398");
  }
  static std::string token_of(Response& response) {
    const std::string* value = header(response, name());
    return value == nullptr ? std::string{} : *value;
  }
  /// The SessionId that a token is made of, in either form.
  static std::string id_of(const std::string& token) {
    return token.size() == std::string_view{"44cfbdbe-5a95-4156-8867-91f069b7c2cc"}.size()
               ? token
               : base64_decode(token).value_or("");
  }
  /// What a logon says, but for its token and id, which are random.
  void note_logon(Response& response) {
    const std::string* cookie = header(response, "Set-Cookie");
    std::string told = bytes(response) + (cookie == nullptr ? "no cookie" : *cookie);
    const std::string token = token_of(response);
    if (!token.empty()) told = replaced(replaced(told, token, "TOKEN"), id_of(token), "ID");
    note(told + std::to_string(token.size()));
  }
  static std::string replaced(std::string text, std::string_view from, std::string_view to) {
    if (from.empty()) return text;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
    return text;
  }

  void ask(const std::string& path, std::vector<Header> headers, const char* method = "GET") {
    if (differs_) return;
    note(replaced(bytes(service_.answer({method, path, std::move(headers)}, "em:9398")),
                  id_of(token_), "ID"));
  }

  void ask_with_token(const std::string& path) {
    for (const char* accept : {"", "application/json", "*/*", "text/html, application/json"})
      ask(path, {{name(), token_}, {"Accept", accept}});
  }
  void ask_with_token(const std::string& type, std::initializer_list<const char*> queries) {
    for (const char* query : queries)
      for (const char* form : {"", "&format=Entities"})
        ask_with_token("/api/query?type=" + type + form + query);
  }

  void ask_all() {
    // The ids do not depend on the service: the seed and the clock are the same.
    const Store store{options_, *options_.now};
    const JobSession row = store.job_sessions({.job_type = "Backup"}).front();
    const std::string session = "/api/backupSessions/" + row.id;
    const std::string task =
        "/api/backupTaskSessions/" + store.task_sessions({.session_id = row.id}).front().id;
    const std::string nas = "/api/nas/jobs/" + store.jobs({.job_type = "NasBackup"}).front().id;
    const std::string system = "/api/systemSessions/" + store.system_sessions().front().id;
    const std::string nobody = "/44cfbdbe-5a95-4156-8867-91f069b7c2cc";
    const std::string unknown = base64_encode("44cfbdbe-5a95-4156-8867-91f069b7c2cc");
    for (const char* collection : {"/api/jobs", "/api/backupSessions"})
      for (const char* method : {"PUT", "PATCH"}) ask(collection, {{name(), token_}}, method);
    for (const std::string& path :
         {std::string{"/api/jobs"}, std::string{"/api/jobs?format=Entity"},
          std::string{"/api/query?type=Job"}, std::string{"/api/query?type=Job&filter=Name==x"},
          nas + "/backupSessions", system + "/events", task}) {
      ask(path, {});
      ask(path, {{"Accept", "application/json"}});
      ask(path, {{name(), ""}});
      ask(path, {{name(), unknown}});
      ask(path, {{name(), "malformed"}});
      ask(path, {{name(), gone_}});
      ask(path, {{"Cookie", name() + "=" + token_}});
      ask(path, {{"Cookie", name() + "=" + token_}, {name(), "malformed"}});
    }
    for (const std::string& path :
         {"/api/backupServers/" + row.server_id + "/jobs",
          "/api/jobs/" + row.job_id,
          std::string{"/api/jobs"},
          std::string{"/api/backupServers"},
          std::string{"/api/backupSessions"},
          std::string{"/api/backupTaskSessions"},
          std::string{"/api/systemSessions"},
          std::string{"/api/nas/jobs"},
          nas,
          nas + "/backupSessions",
          session,
          session + "/taskSessions",
          "/api/backupSessions/" + store.job_sessions().front().id + "/taskSessions",
          "/api/backupSessions/" + store.task_sessions().back().session_id + "/taskSessions",
          task,
          system,
          system + "/events",
          "/api/jobs/" + row.job_id + "/backupSessions",
          "/api/logonSessions/" + id_of(token_),
          "/api/restorePoints/" + store.restore_points().front().id,
          "/api/vmRestorePoints/" + store.vm_restore_points().front().id,
          "/api/jobs" + nobody,
          "/api/backupSessions" + nobody,
          "/api/backupTaskSessions" + nobody})
      for (const char* form : {"", "?format=Entity"}) ask_with_token(path + form);
    // Data of special ages are for windows, which queries do not have.
    if (options_.ages.empty()) ask_queries(row);
  }

  void ask_queries(const JobSession& row) {
    ask_with_token("BackupJobSession", {"",
                                        "&pageSize=20&page=2",
                                        "&pageSize=7&page=9",
                                        "&pageSize=20&page=3",
                                        "&filter=Result==Warning",
                                        "&filter=Result==Warning&pageSize=5",
                                        "&filter=Result>=Warning",
                                        "&filter=Result<=Warning",
                                        "&filter=Result!=Warning",
                                        "&filter=IsRetry==True",
                                        "&filter=Result==Failed;JobType==Backup",
                                        "&filter=Result==Failed,JobType==Backup",
                                        "&filter=(Result==Failed,JobType==Backup);IsRetry==True",
                                        "&filter=JobType==Backup,Result==Failed;IsRetry==True",
                                        "&sortAsc=JobName",
                                        "&sortDesc=JobName&pageSize=20",
                                        "&filter=State==Stopped",
                                        "&filter=CreationTime>=2026-06-14T00:00:00Z",
                                        "&filter=CreationTime<=2026-06-14T00:00:00Z",
                                        "&filter=EndTime>=2026-06-14T00:00:00Z"});
    const std::string type = "/api/query?type=BackupJobSession&filter=";
    ask_with_token(type + "JobName==%22" + percent_encode(replaced(row.job_name, "\"", "\"\"")) +
                   "%22");
    ask_with_token(type + "JobName==" + percent_encode(row.job_name.substr(0, 1)));
    ask_with_token(type + "BackupServerUid==" + row.server_id);
    ask_with_token(type + "CreationTime==" + date_time(row.created) + "Z");
    ask_with_token(
        "BackupTaskSession",
        {"&filter=Result>=Warning", "&filter=TotalSize>=9", "&filter=TotalSize>=1000000000",
         "&filter=VmDisplayName==e", "&filter=VmDisplayName!=e", "&filter=BackupServerName!=x",
         "&filter=BackupServerName==x", "&filter=State==Completed",
         "&filter=EndTime<=2026-06-14T00:00:00Z", "&sortAsc=TotalSize", "&sortAsc=Result",
         "&sortDesc=State", "&filter=CreationTime<0"});
    ask_with_token("/api/query?type=BackupTaskSession&filter=JobSessionUid==" + row.id);
    ask_with_token("/api/query?type=BackupTaskSession&filter=CreationTime==" +
                   date_time(store_task_time(row)) + "Z");
    ask_with_token("Job", {"&filter=Platform==VMware", "&filter=ScheduleEnabled==True",
                           "&filter=NextRun>=2027-01-01T00:00:00Z", "&sortAsc=JobType"});
    ask_with_token("BackupServer", {"&filter=Version>=1", "&filter=Version==12.3"});
    ask_with_token("backupServer", {""});
    // What no server can read, and the other ways of writing a value.
    ask_with_token(
        "BackupJobSession",
        {"&filter=Result==", "&filter=NoSuchProperty==1", "&pageSize=0", "&filter=result==Failed",
         "&filter=Result==failed", "&filter=CreationTime>=%222026-06-14T00:00:00Z%22",
         "&filter=EndTime>=2026-06-14T00:00:00"});
    ask_with_token(type + "JobUid==" + row.job_id);
  }

  Time store_task_time(const JobSession& row) const {
    const Store store{options_, *options_.now};
    return store.task_sessions({.session_id = row.id}).front().created;
  }

  Options options_;
  Service service_;
  const Interview* reference_;
  bool differs_ = false;
  std::string token_{}, gone_{};
  std::vector<std::string> answers_{};
};

TEST(Defects, HaveUniqueIdsInOrderASummaryAndACheck) {
  const auto all = defects();
  EXPECT_GE(all.size(), 165U);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                             [](const Defect& a, const Defect& b) { return a.id < b.id; }));
  std::set<std::string_view> ids;
  for (const Defect& defect : all) {
    EXPECT_TRUE(ids.insert(defect.id).second) << defect.id;
    EXPECT_TRUE(defect.summary.ends_with('.')) << defect.id;
    EXPECT_FALSE(defect.breaks.empty()) << defect.id;
  }
}

/// Nothing but the data is another.
bool answers_like_a_healthy_one(const Hooks& hooks) {
  const Hooks healthy{};
  return hooks.request == healthy.request && hooks.authorize == healthy.authorize &&
         hooks.logon == healthy.logon && hooks.select == healthy.select &&
         hooks.query == healthy.query && hooks.reply == healthy.reply &&
         hooks.response == healthy.response;
}

TEST(Defects, ChangeAnAnswerEach) {
  const Hooks healthy{};
  const Interview plain{usual_options(), healthy};
  EXPECT_FALSE(Interview(usual_options(), healthy, &plain).differs());
  for (const Defect& defect : defects()) {
    const Hooks& hooks = *hooks_of(defect.id);
    Options options = usual_options();
    hooks.prepare(options);
    const bool usual = options.ages.empty() && options.sessions == usual_options().sessions;
    if (usual || answers_like_a_healthy_one(hooks)) {
      EXPECT_TRUE(Interview(options, hooks, &plain).differs()) << defect.id;
    } else {
      const Interview same_data{options, healthy};
      EXPECT_TRUE(Interview(options, hooks, &same_data).differs()) << defect.id;
    }
  }
}

}  // namespace
}  // namespace emconform::mock

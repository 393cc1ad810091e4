#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <thread>

#include "mock/store.h"

namespace emconform::mock {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr int everything = 1'000'000;
const Time now = std::chrono::sys_days(std::chrono::year(2026) / 6 / 15) + 5h + 34min + 19s + 503ms;

template <class Row>
std::set<std::string> ids(const std::vector<Row>& rows) {
  std::set<std::string> result;
  for (const Row& row : rows) result.insert(row.id);
  return result;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

/// The time as filters have it, with six digits after the second.
std::string text_of(Time time) {
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}", int(date.year()),
                     unsigned(date.month()), unsigned(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

int index_in(const std::vector<std::string>& order, const std::string& value) {
  return static_cast<int>(std::find(order.begin(), order.end(), value) - order.begin());
}

int result_index(const JobSession& s) {
  return index_in({"None", "Success", "Warning", "Failed"}, s.result);
}

int state_index(const JobSession& s) {
  return index_in({"Starting", "Stopping", "Working", "Pausing", "Resuming", "Stopped"}, s.state);
}

class StoreQuery : public testing::Test {
 protected:
  using Rule = std::function<bool(const JobSession&)>;

  // What the filter selects is what the rule, written here in C++, selects.
  void expect_same(const std::string& filter, const Rule& rule) {
    const auto answer = store.query_job_sessions({.filter = filter, .page_size = everything});
    ASSERT_TRUE(answer) << filter << ": " << answer.error();
    std::set<std::string> expected;
    for (const JobSession& s : all)
      if (rule(s)) expected.insert(s.id);
    EXPECT_EQ(ids(answer->rows), expected) << filter;
    EXPECT_EQ(answer->total, std::ssize(expected)) << filter;
    witnesses += expected.empty() ? 0 : 1;
  }

  Store store{{.sessions = 240}, now};
  std::vector<JobSession> all = store.job_sessions();
  int witnesses = 0;  // filters that selected anything
};

TEST_F(StoreQuery, SelectsWhatEachComparisonSays) {
  const JobSession sample = all[all.size() / 2];
  const auto text = [](auto member, const std::string& value, auto compare) -> Rule {
    return [=](const JobSession& s) { return compare(lower(s.*member), lower(value)); };
  };
  const auto for_each_operator = [&](const std::string& name, const std::string& value, auto left,
                                     auto right) {
    expect_same(name + "==" + value, [=](const auto& s) { return left(s) == right; });
    expect_same(name + "!=" + value, [=](const auto& s) { return left(s) != right; });
    expect_same(name + "<" + value, [=](const auto& s) { return left(s) < right; });
    expect_same(name + "<=" + value, [=](const auto& s) { return left(s) <= right; });
    expect_same(name + ">" + value, [=](const auto& s) { return left(s) > right; });
    expect_same(name + ">=" + value, [=](const auto& s) { return left(s) >= right; });
  };
  for_each_operator(
      "UID", sample.id, [](const auto& s) { return s.id; }, sample.id);
  for_each_operator(
      "JobUid", "\"urn:veeam:Job:" + sample.job_id + "\"", [](const auto& s) { return s.job_id; },
      sample.job_id);
  for_each_operator(
      "BackupServerUid", sample.server_id, [](const auto& s) { return s.server_id; },
      sample.server_id);
  for_each_operator(
      "BackupServerName", sample.server_name, [](const auto& s) { return s.server_name; },
      sample.server_name);
  for_each_operator(
      "Name", "\"nfs share backup@2026-06-01\"", [](const auto& s) { return lower(s.name); },
      std::string("nfs share backup@2026-06-01"));
  for_each_operator(
      "CreationTime", text_of(sample.created), [](const auto& s) { return s.created; },
      sample.created);
  for_each_operator("Result", "warning", result_index, 2);
  for_each_operator("Result", "None", result_index, 0);
  for_each_operator("State", "Pausing", state_index, 3);
  for_each_operator(
      "IsRetry", "True", [](const auto& s) { return s.is_retry ? 1 : 0; }, 1);
  expect_same("JobType==nasBackup", text(&JobSession::job_type, "NasBackup", std::equal_to{}));
  expect_same("JobType<BackupCopy", [](const auto& s) { return s.job_type == "Backup"; });
  expect_same("JobType>=AgentManagement", [](const auto& s) {
    return s.job_type == "AgentManagement" || s.job_type == "NasBackup";
  });
  EXPECT_GT(witnesses, 40);
}

TEST_F(StoreQuery, ComparesTextWithoutRegardToCaseButExactlyBeyondAscii) {
  const auto of_job = [](const std::string& name) -> Rule {
    return [=](const JobSession& s) { return s.job_name == name; };
  };
  expect_same(R"(JobName=="Backup Job 2")", of_job("Backup Job 2"));
  expect_same(R"(jobname == backup job 2)", of_job("Backup Job 2"));
  expect_same(R"(JobName=="SQL & <Exchange> ""Gold""")", of_job(R"(SQL & <Exchange> "Gold")"));
  expect_same(R"x(JobName=="öffentliche Ordner (täglich)")x", [](const auto&) { return false; });
  expect_same(R"x(JobName=="ÖFFENTLICHE ORDNER (TäGLICH)")x",
              of_job("Öffentliche Ordner (täglich)"));
  expect_same(R"(JobName=="Agent Laptops; weekly, all")", of_job("Agent Laptops; weekly, all"));
  expect_same(R"(JobName=="COPY_OPER_WIN_S3\\BACKUP")", of_job(R"(COPY_OPER_WIN_S3\\BACKUP)"));
  expect_same(R"(JobName==Dateifreigabe 文件)", of_job("Dateifreigabe 文件"));
  expect_same(R"(JobName==O'Brien's archive)", of_job("O'Brien's archive"));
  expect_same(R"(JobName=="Backup")", [](const auto&) { return false; });  // no wildcards
  expect_same(R"(JobName=="%")", [](const auto&) { return false; });
  EXPECT_EQ(witnesses, 8);
}

TEST_F(StoreQuery, BindsAndTighterThanOr) {
  const auto failed = [](const JobSession& s) { return s.result == "Failed"; };
  const auto nas = [](const JobSession& s) { return s.job_type == "NasBackup"; };
  const auto retry = [](const JobSession& s) { return s.is_retry; };
  expect_same("Result==Failed;IsRetry==True", [&](auto& s) { return failed(s) && retry(s); });
  expect_same("Result==Failed,IsRetry==True", [&](auto& s) { return failed(s) || retry(s); });
  expect_same("Result==Failed,JobType==NasBackup;IsRetry==True",
              [&](auto& s) { return failed(s) || (nas(s) && retry(s)); });
  expect_same("JobType==NasBackup;IsRetry==True,Result==Failed",
              [&](auto& s) { return (nas(s) && retry(s)) || failed(s); });
  expect_same("(Result==Failed,JobType==NasBackup);IsRetry==True",
              [&](auto& s) { return (failed(s) || nas(s)) && retry(s); });
  expect_same("Result==Failed;(JobType==NasBackup,(IsRetry==True;State==Stopped))",
              [&](auto& s) { return failed(s) && (nas(s) || retry(s)); });
  EXPECT_EQ(witnesses, 6);
}

TEST_F(StoreQuery, ReadsDatesInEveryDocumentedShape) {
  const Time since = now - days(10);
  const auto rule = [&](const JobSession& s) { return s.created >= since; };
  ASSERT_EQ(since.time_since_epoch() % 1s, 503ms);
  for (const std::string value :
       {"2026-06-05T05:34:19.503", "2026-06-05T05:34:19.503Z", "\"2026-06-05T05:34:19.503\"",
        "\"2026-06-05T05:34:19.503000Z\"", "2026-06-05T05:34:19.5030000"})
    expect_same("CreationTime>=" + value, rule);
  expect_same("CreationTime>2026-06-05T05:34:19",
              [&](const JobSession& s) { return s.created > since - 503ms; });
  EXPECT_EQ(witnesses, 6);
}

TEST_F(StoreQuery, FindsNoRunningSessionByItsEnd) {
  const std::string time = text_of(now - 1h);
  expect_same("EndTime!=" + time, [](const auto& s) { return s.ended.has_value(); });
  expect_same("EndTime<" + time, [](const auto& s) { return s.ended && *s.ended < now - 1h; });
  expect_same("EndTime>=" + time + ",EndTime<" + time,
              [](const auto& s) { return s.ended.has_value(); });
  EXPECT_EQ(witnesses, 3);
}

TEST_F(StoreQuery, IsNotLimitedToThirtyDays) {
  const auto answer = store.query_job_sessions({.page_size = everything});
  ASSERT_TRUE(answer);
  EXPECT_EQ(ids(answer->rows), ids(all));
}

TEST_F(StoreQuery, TakesNestingUpToItsBound) {
  std::string nested = "Result==Failed";
  for (int i = 0; i < 64; ++i)
    nested = fmt::format("IsRetry==True{}({})", i % 2 == 0 ? ',' : ';', nested);
  EXPECT_TRUE(store.query_job_sessions({.filter = nested})) << nested;

  std::string wide = "Name==a";
  for (int i = 0; i < 500; ++i) wide += ",Name==b";
  EXPECT_TRUE(store.query_job_sessions({.filter = wide}));
}

TEST_F(StoreQuery, RefusesWhatSqliteCannotTake) {
  std::string filter = "Name<a";
  while (filter.size() < 8000) filter += ";Name<a";
  const auto answer = store.query_job_sessions({.filter = filter});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), "The filter is too complex.");
}

TEST_F(StoreQuery, RefusesBadFiltersAndSorts) {
  EXPECT_EQ(store.query_jobs({.filter = "State==Stopped"}).error(),
            "Unknown property 'State' in filter.");
  EXPECT_FALSE(store.query_job_sessions({.sort_asc = "Progress"}));
  EXPECT_FALSE(store.query_task_sessions({.sort_desc = "VmUid"}));
  EXPECT_TRUE(store.query_job_sessions({.filter = "", .sort_asc = ""}));
}

TEST_F(StoreQuery, SortsByEveryProperty) {
  const auto key = [](const std::string& text) { return lower(text); };
  const std::pair<std::string, std::function<bool(const JobSession&, const JobSession&)>> orders[] =
      {
          {"UID", [](auto& a, auto& b) { return a.id < b.id; }},
          {"Name", [=](auto& a, auto& b) { return key(a.name) < key(b.name); }},
          {"jobuid", [](auto& a, auto& b) { return a.job_id < b.job_id; }},
          {"JobName", [=](auto& a, auto& b) { return key(a.job_name) < key(b.job_name); }},
          {"CreationTime", [](auto& a, auto& b) { return a.created < b.created; }},
          {"EndTime", [](auto& a, auto& b) { return a.ended < b.ended; }},  // none comes first
          {"State", [](auto& a, auto& b) { return state_index(a) < state_index(b); }},
          {"Result", [](auto& a, auto& b) { return result_index(a) < result_index(b); }},
          {"IsRetry", [](auto& a, auto& b) { return a.is_retry < b.is_retry; }},
          {"BackupServerName", [](auto& a, auto& b) { return a.server_name < b.server_name; }},
      };
  for (const auto& [name, less] : orders) {
    const auto up = store.query_job_sessions({.sort_asc = name, .page_size = everything});
    const auto down = store.query_job_sessions({.sort_desc = name, .page_size = everything});
    ASSERT_TRUE(up && down) << name;
    EXPECT_TRUE(std::is_sorted(up->rows.begin(), up->rows.end(), less)) << name;
    EXPECT_TRUE(std::is_sorted(down->rows.rbegin(), down->rows.rend(), less)) << name;
    EXPECT_EQ(ids(up->rows), ids(all)) << name;
    EXPECT_EQ(ids(down->rows), ids(all)) << name;
  }
}

TEST_F(StoreQuery, GivesTheNewestFirstUnlessToldOtherwise) {
  const auto answer = store.query_job_sessions({.page_size = everything});
  ASSERT_TRUE(answer);
  EXPECT_TRUE(std::is_sorted(answer->rows.rbegin(), answer->rows.rend(),
                             [](auto& a, auto& b) { return a.created < b.created; }));
  const auto jobs = store.query_jobs({});
  ASSERT_TRUE(jobs);
  EXPECT_TRUE(std::is_sorted(jobs->rows.begin(), jobs->rows.end(),
                             [](auto& a, auto& b) { return lower(a.name) < lower(b.name); }));
}

TEST_F(StoreQuery, PagesArePartsOfTheWhole) {
  for (const char* sorted_by : {"CreationTime", "Result", "JobName"})
    for (const int size : {1, 7, 100, 239, 240, 241}) {
      std::vector<std::string> seen;
      int page = 1;
      for (;; ++page) {
        const auto answer =
            store.query_job_sessions({.sort_desc = sorted_by, .page_size = size, .page = page});
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->total, 240);
        EXPECT_LE(std::ssize(answer->rows), size);
        if (answer->rows.empty()) break;
        for (const JobSession& s : answer->rows) seen.push_back(s.id);
      }
      EXPECT_EQ(page - 1, (240 + size - 1) / size);
      EXPECT_EQ(seen.size(), 240U);
      EXPECT_EQ(std::set(seen.begin(), seen.end()), ids(all));
    }
  const auto beyond = store.query_job_sessions({.page_size = 2'147'483'647, .page = 2'147'483'647});
  ASSERT_TRUE(beyond);
  EXPECT_TRUE(beyond->rows.empty());
  EXPECT_EQ(beyond->total, 240);
}

TEST_F(StoreQuery, CoversTheOtherTypes) {
  const auto tasks = store.task_sessions();
  const auto big = store.query_task_sessions(
      {.filter = "TotalSize>4294967296;state==completed", .page_size = everything});
  ASSERT_TRUE(big);
  EXPECT_EQ(std::ssize(big->rows), std::count_if(tasks.begin(), tasks.end(), [](auto& t) {
              return t.total_size > 4294967296 && t.state == "Completed";
            }));
  EXPECT_FALSE(big->rows.empty());
  const auto by_vm = store.query_task_sessions({.filter = R"(VmDisplayName=="数据库 01")"});
  ASSERT_TRUE(by_vm);
  EXPECT_GT(by_vm->total, 0);
  const auto without_reason =
      store.query_task_sessions({.filter = R"(Reason=="";Result!=None)", .page_size = everything});
  ASSERT_TRUE(without_reason);
  for (const TaskSession& t : without_reason->rows) EXPECT_EQ(t.result, "Success");
  EXPECT_FALSE(without_reason->rows.empty());
  const auto of_session = store.query_task_sessions(
      {.filter = "JobSessionUid==urn:veeam:BackupJobSession:" + tasks.front().session_id});
  ASSERT_TRUE(of_session);
  EXPECT_GT(of_session->total, 0);

  const auto old_server = store.query_backup_servers({.filter = "Version==\"12.3.1.1139\""});
  ASSERT_TRUE(old_server);
  ASSERT_EQ(old_server->rows.size(), 1U);
  EXPECT_EQ(old_server->rows[0].version, "12.3.1.1139");
  EXPECT_EQ(store.query_backup_servers({.filter = "Port==9392"})->total, 2);

  const auto jobs = store.query_jobs({});
  ASSERT_TRUE(jobs);
  EXPECT_EQ(jobs->total, 6);
  for (const Job& job : jobs->rows) {
    EXPECT_NE(job.job_type, "NasBackup");
    EXPECT_NE(job.job_type, "AgentBackup");
  }
  EXPECT_EQ(store.query_jobs({.filter = "jobtype==backup;platform==hyperv"})->total, 1);
  EXPECT_EQ(store.query_jobs({.filter = "scheduleconfigured==false"})->total, 1);
  EXPECT_EQ(store.query_jobs({.filter = "JobType==Backup,JobType!=Backup"})->total, 6);
}

TEST_F(StoreQuery, SelectionsMeanAllTheirConditions) {
  const JobSession& sample = all.front();
  EXPECT_EQ(ids(store.job_sessions({.id = sample.id})), std::set{sample.id});
  EXPECT_TRUE(store.job_sessions({.id = "no such id"}).empty());

  const Time since = all[100].created;
  const auto recent = store.job_sessions({.created_since = since});
  EXPECT_TRUE(
      std::all_of(recent.begin(), recent.end(), [&](auto& s) { return s.created >= since; }));
  EXPECT_GE(recent.size(), 101U);  // its own time counts

  std::set<std::string> expected;
  for (const JobSession& s : all)
    if (s.job_id == sample.job_id && s.job_type == sample.job_type && s.created >= since)
      expected.insert(s.id);
  EXPECT_EQ(ids(store.job_sessions({.server_id = sample.server_id,
                                    .job_id = sample.job_id,
                                    .job_type = sample.job_type,
                                    .created_since = since})),
            expected);

  const auto child = std::find_if(all.begin(), all.end(), [](auto& s) { return s.parent_id; });
  ASSERT_NE(child, all.end());
  EXPECT_TRUE(ids(store.job_sessions({.parent_id = child->parent_id})).contains(child->id));

  EXPECT_TRUE(store.backup_servers({.job_id = sample.job_id}).empty());  // servers have no job
}

TEST_F(StoreQuery, SelectionsFollowWhatRowsBelongTo) {
  const VmRestorePoint point = store.vm_restore_points().front();
  const auto task = store.task_sessions({.id = point.task_session_id});
  ASSERT_EQ(task.size(), 1U);
  EXPECT_EQ(task[0].vm_restore_point_id, point.id);
  const auto restore_point = store.restore_points({.id = point.restore_point_id});
  ASSERT_EQ(restore_point.size(), 1U);
  EXPECT_EQ(restore_point[0].session_id, task[0].session_id);
  EXPECT_TRUE(ids(store.restore_points({.session_id = task[0].session_id}))
                  .contains(point.restore_point_id));
  EXPECT_TRUE(ids(store.vm_restore_points({.session_id = task[0].id})).contains(point.id));
  EXPECT_TRUE(
      ids(store.vm_restore_points({.parent_id = point.restore_point_id})).contains(point.id));
  EXPECT_TRUE(ids(store.task_sessions({.session_id = task[0].session_id})).contains(task[0].id));

  for (const SystemSession& session : store.system_sessions()) {
    const auto events = store.system_events(session.id);
    ASSERT_GE(events.size(), 2U);
    for (std::size_t i = 0; i < events.size(); ++i)
      EXPECT_EQ(events[i].order, static_cast<int>(i) + 1);
  }
  EXPECT_TRUE(store.system_events("no such id").empty());
}

TEST_F(StoreQuery, AnswersManyThreads) {
  std::vector<std::jthread> threads;
  std::array<std::ptrdiff_t, 8> found{};
  for (std::size_t i = 0; i < found.size(); ++i)
    threads.emplace_back([&, i] {
      for (int round = 0; round < 20; ++round) {
        found[i] += std::ssize(store.job_sessions({.job_type = "NasBackup"}));
        found[i] += store.query_job_sessions({.filter = "Result==Failed"})->total;
      }
    });
  threads.clear();
  const auto expected =
      20 *
          std::count_if(all.begin(), all.end(), [](auto& s) { return s.job_type == "NasBackup"; }) +
      20 * std::count_if(all.begin(), all.end(), [](auto& s) { return s.result == "Failed"; });
  EXPECT_THAT(found, testing::Each(expected));
}

}  // namespace
}  // namespace emconform::mock

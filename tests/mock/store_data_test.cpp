#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "mock/generate.h"
#include "mock/store.h"

namespace emconform::mock {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using testing::HasSubstr;

const Time now = std::chrono::sys_days(std::chrono::year(2026) / 6 / 15) + 5h + 34min + 19s + 503ms;

Data data_of(std::size_t sessions, std::uint64_t seed = 1) {
  return generate({.sessions = sessions, .seed = seed}, now);
}

template <class Row, class Predicate>
auto count_of(const std::vector<Row>& rows, Predicate predicate) {
  return std::count_if(rows.begin(), rows.end(), predicate);
}

// What identifies a whole data set: ids, names and times of all of it.
std::string fingerprint(const Data& data) {
  std::string text;
  const auto add = [&](const auto& rows) {
    for (const auto& row : rows) text += row.id;
  };
  add(data.backup_servers);
  add(data.jobs);
  add(data.task_sessions);
  add(data.restore_points);
  add(data.vm_restore_points);
  add(data.system_sessions);
  add(data.system_events);
  for (const JobSession& session : data.job_sessions)
    text += session.id + session.name + session.state + session.result +
            std::to_string(session.created.time_since_epoch().count());
  return text;
}

TEST(StoreData, IsTheSameForTheSameSeedAndClock) {
  EXPECT_EQ(fingerprint(data_of(240)), fingerprint(data_of(240)));
  EXPECT_NE(fingerprint(data_of(240, 1)), fingerprint(data_of(240, 2)));
}

TEST(StoreData, IsTheSameOnEveryMachine) {
  // The engine is fixed by the standard; this pins down our mappings from it.
  Random random(1);
  EXPECT_EQ(random.guid(), "86f686bb-f5db-5422-e4af-81320529be22");
  EXPECT_EQ(random.between(-5, 5), -5);
}

TEST(StoreData, HasAsManySessionsAsAskedFor) {
  for (const std::size_t count : {0U, 1U, 2U, 7U, 36U, 240U})
    EXPECT_EQ(Store({.sessions = count}, now).job_sessions().size(), count);
}

TEST(StoreData, HoldsWhatIsAskedForAtGivenAges) {
  const std::chrono::microseconds age = std::chrono::days{30} + std::chrono::microseconds{1};
  const Store store({.sessions = 0, .ages = {age, age - std::chrono::seconds{1}}}, now);
  const auto sessions = store.job_sessions();
  ASSERT_EQ(sessions.size(), 2 * store.jobs().size());
  for (const Job& job : store.jobs()) {
    const auto own = store.job_sessions({.job_id = job.id});
    ASSERT_EQ(own.size(), 2U) << job.name;
    EXPECT_EQ(own[1].created, now - age) << job.name;
    const auto tasks = store.task_sessions({.session_id = own[1].id});
    ASSERT_EQ(tasks.size(), 1U) << job.name;
    EXPECT_EQ(tasks[0].created, now - age) << job.name;
    EXPECT_EQ(store.job_sessions({.job_id = job.id, .created_since = now - age}).size(), 2U);
  }
  const auto of_system = store.system_sessions();
  EXPECT_EQ(std::count_if(of_system.begin(), of_system.end(),
                          [&](const SystemSession& one) { return one.created == now - age; }),
            1);
}

TEST(StoreData, HoldsAboutOneTaskPerSessionWhenLarge) {
  const Store store({.sessions = 50000}, now);
  EXPECT_EQ(store.job_sessions().size(), 50000U);
  EXPECT_LT(store.task_sessions().size(), 70000U);
  EXPECT_GT(store.task_sessions().size(), 30000U);
}

TEST(StoreData, JobSessionsShowEveryCase) {
  struct Promise {
    std::string_view what;
    std::ptrdiff_t at_least;
    std::function<bool(const JobSession&)> holds;
  };
  const auto age = [](const JobSession& s) { return now - s.created; };
  const auto stopped_as = [](std::string_view result) {
    return [=](const JobSession& s) { return s.state == "Stopped" && s.result == result; };
  };
  std::vector<Promise> promises = {
      {"within 24 hours", 12, [&](const auto& s) { return age(s) < 24h; }},
      {"older than 30 days", 10, [&](const auto& s) { return age(s) > days(30); }},
      {"running", 5, [](const auto& s) { return !s.ended; }},
      {"a retry", 1, [](const auto& s) { return s.is_retry; }},
      {"not a retry", 10, [](const auto& s) { return !s.is_retry; }},
      {"failed with a message", 1, [](const auto& s) { return s.failure_message.has_value(); }},
      {"failed without a message", 1,
       [](const auto& s) { return s.result == "Failed" && !s.failure_message; }},
      {"with a parent", 1, [](const auto& s) { return s.parent_id.has_value(); }},
      {"with a fraction of a second", 5,
       [](const auto& s) { return s.created.time_since_epoch() % 1s != 0s; }},
      {"without a fraction", 1,
       [](const auto& s) { return s.created.time_since_epoch() % 1s == 0s; }},
      {"just inside of the 30 days", 1,
       [&](const auto& s) { return age(s) < days(30) && age(s) > days(30) - 2h; }},
      {"just outside of the 30 days", 1,
       [&](const auto& s) { return age(s) > days(30) && age(s) < days(31) + 2h; }}};
  for (const std::string_view state :
       {"Starting", "Stopping", "Working", "Pausing", "Resuming", "Stopped"})
    promises.push_back({state, 1, [=](const auto& s) { return s.state == state; }});
  for (const std::string_view type :
       {"Backup", "BackupCopy", "ImmediateBackupCopy", "ImmediateBackupCopyWorker", "AgentBackup",
        "AgentManagement", "NasBackup"})
    promises.push_back({type, 1, [=](const auto& s) { return s.job_type == type; }});
  for (const std::string_view result : {"Success", "Warning", "Failed"}) {
    promises.push_back(
        {result, 1, [=](const auto& s) { return age(s) < 24h && stopped_as(result)(s); }});
    promises.push_back({result, 1, [=](const auto& s) {
                          return age(s) > 24h && age(s) < days(30) && stopped_as(result)(s);
                        }});
    promises.push_back(
        {result, 1, [=](const auto& s) { return age(s) > days(30) && stopped_as(result)(s); }});
  }
  for (const std::size_t count : {36U, 60U, 240U, 1000U})
    for (const std::uint64_t seed : {1U, 2U, 99U}) {
      const Data data = data_of(count, seed);
      for (const Promise& promise : promises)
        EXPECT_GE(count_of(data.job_sessions, promise.holds), promise.at_least)
            << promise.what << ", sessions " << count << ", seed " << seed;
      const auto inside =
          count_of(data.job_sessions, [&](const auto& s) { return age(s) < days(30); });
      EXPECT_NEAR(static_cast<double>(inside) / static_cast<double>(count), 2.0 / 3, 0.02);
    }
}

TEST(StoreData, JobSessionsAreConsistent) {
  for (const std::size_t count : {1U, 2U, 5U, 17U, 240U, 3000U}) {
    const Data data = data_of(count, 7);
    std::map<std::string, const JobSession*> by_id;
    std::map<std::string, const Job*> jobs;
    for (const Job& job : data.jobs) jobs[job.id] = &job;
    for (const JobSession& s : data.job_sessions) {
      SCOPED_TRACE(s.name);
      EXPECT_TRUE(by_id.emplace(s.id, &s).second);
      EXPECT_EQ(s.name, s.job_name + "@" + time_in_name(s.created));
      EXPECT_EQ(s.created.time_since_epoch() % 1ms, 0us);
      EXPECT_LE(s.created, now);
      EXPECT_GE(s.created, now - days(120) - 1s);
      const auto age = now - s.created;
      EXPECT_TRUE(age < days(30) - 10min || age > days(30) + 10min);

      const Job& job = *jobs.at(s.job_id);
      EXPECT_EQ(s.job_name, job.name);
      EXPECT_EQ(s.server_id, job.server_id);
      EXPECT_EQ(s.server_name, job.server_name);

      EXPECT_EQ(s.state == "Stopped", s.ended.has_value());
      EXPECT_EQ(s.result == "None", !s.ended.has_value());
      if (s.ended) {
        EXPECT_GT(*s.ended, s.created);
        EXPECT_LE(*s.ended, now);
        EXPECT_EQ(s.progress, s.job_type == "ImmediateBackupCopy" ? 0 : 100);
      } else {
        EXPECT_LT(s.progress, 100);
      }
      EXPECT_TRUE(!s.failure_message || s.result == "Failed");
      EXPECT_EQ(s.parent_id.has_value(), s.job_type == "AgentManagement");
      if (s.parent_id) {
        ASSERT_TRUE(by_id.contains(*s.parent_id));  // an older one
        EXPECT_EQ(by_id.at(*s.parent_id)->job_type, "AgentBackup");
        EXPECT_EQ(by_id.at(*s.parent_id)->job_id, s.job_id);
      }
    }
  }
}

TEST(StoreData, CreationTimesAreDistinctButForAFew) {
  const Data data = data_of(240);
  std::set<Time> times;
  for (const JobSession& s : data.job_sessions) times.insert(s.created);
  EXPECT_LT(times.size(), 240U);
  EXPECT_GT(times.size(), 220U);
}

TEST(StoreData, HasJobsOfManyKindsOnBothServers) {
  const Data data = data_of(240);
  ASSERT_EQ(data.backup_servers.size(), 2U);
  EXPECT_EQ(data.backup_servers[0].version, "12.3.2.4465");
  EXPECT_EQ(data.backup_servers[1].version, "12.3.1.1139");
  for (const BackupServer& server : data.backup_servers) {
    EXPECT_EQ(server.port, 9392);
    EXPECT_EQ(server.wcf_port, 9405);
    EXPECT_EQ(server.thumbprint.size(), 40U);
    EXPECT_GE(count_of(data.jobs, [&](const Job& j) { return j.server_id == server.id; }), 3);
  }
  const auto of_type = [&](std::string_view type) {
    return count_of(data.jobs, [&](const Job& j) { return j.job_type == type; });
  };
  EXPECT_GE(of_type("Backup"), 2);
  EXPECT_GE(of_type("BackupCopy") + of_type("ImmediateBackupCopy"), 1);
  EXPECT_EQ(of_type("AgentBackup"), 1);
  EXPECT_EQ(of_type("NasBackup"), 2);
  EXPECT_GE(count_of(data.jobs, [](const Job& j) { return !j.next_run; }), 1);
  for (const Job& job : data.jobs) {
    EXPECT_EQ(job.next_run.has_value(), job.schedule_configured && job.schedule_enabled);
    EXPECT_GE(count_of(data.job_sessions,
                       [&](const JobSession& s) {
                         return s.job_id == job.id && now - s.created < days(30);
                       }),
              2)
        << job.name;
  }
  std::map<std::string, std::ptrdiff_t> nas_runs;
  for (const JobSession& s : data.job_sessions)
    if (s.job_type == "NasBackup") ++nas_runs[s.job_id];
  ASSERT_EQ(nas_runs.size(), 2U);
  EXPECT_NE(nas_runs.begin()->second, nas_runs.rbegin()->second);
}

TEST(StoreData, NamesTryEncodersAndParsers) {
  const Data data = data_of(36);
  std::string all;
  for (const Job& job : data.jobs) all += job.name;
  for (const char* part : {" ", "\"", "'", "&", "<", ";", ",", "(", "\\\\", "Ö", "文"})
    EXPECT_THAT(all, HasSubstr(part));
  EXPECT_EQ(count_of(data.jobs, [](const Job& j) { return j.name == "BACKUP_DAILY"; }), 1);
}

TEST(StoreData, TaskSessionsAreConsistent) {
  const Data data = data_of(240);
  std::map<std::string, const JobSession*> sessions;
  for (const JobSession& s : data.job_sessions) sessions[s.id] = &s;
  std::map<std::string, const VmRestorePoint*> points;
  for (const VmRestorePoint& p : data.vm_restore_points) points[p.id] = &p;
  std::map<std::string, int> per_session;
  for (const TaskSession& t : data.task_sessions) {
    SCOPED_TRACE(t.name);
    ASSERT_TRUE(sessions.contains(t.session_id));
    const JobSession& s = *sessions.at(t.session_id);
    const int tasks = ++per_session[s.id];
    EXPECT_LE(tasks, s.job_type == "NasBackup" ? 1 : 4);
    EXPECT_EQ(t.session_name, s.name);
    EXPECT_EQ(t.job_id, s.job_id);
    EXPECT_EQ(t.job_name, s.job_name);
    EXPECT_EQ(t.server_id, s.server_id);
    EXPECT_EQ(t.server_name, s.server_name);
    EXPECT_EQ(t.name, t.vm_display_name + "@" + time_in_name(t.created));
    EXPECT_GE(t.created, s.created);
    EXPECT_LE(t.created, s.ended.value_or(now));
    EXPECT_EQ(t.state == "Completed", t.ended.has_value());
    EXPECT_EQ(t.result == "None", !t.ended.has_value());
    if (t.ended) {
      EXPECT_GT(*t.ended, t.created);
      EXPECT_LE(*t.ended, s.ended.value_or(now));
    }
    EXPECT_EQ(t.reason.empty(), t.result == "Success" || t.result == "None");
    EXPECT_GE(t.total_size, 0);
    EXPECT_THAT(t.vm_uid, testing::MatchesRegex("urn:VMware:Vm:[0-9a-f-]{36}[.]vm-[0-9]+"));
    EXPECT_EQ(t.vm_restore_point_id.has_value(),
              s.job_type == "Backup" && s.ended && t.result == "Success");
    EXPECT_EQ(t.vm_restore_point_name.has_value(), t.vm_restore_point_id.has_value());
    if (t.vm_restore_point_id) {
      ASSERT_TRUE(points.contains(*t.vm_restore_point_id));
      EXPECT_EQ(points.at(*t.vm_restore_point_id)->task_session_id, t.id);
      EXPECT_EQ(points.at(*t.vm_restore_point_id)->name, *t.vm_restore_point_name);
    }
  }
}

TEST(StoreData, TaskSessionsShowEveryCase) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Data data = data_of(240, seed);
    const auto some = [&](auto predicate) { return count_of(data.task_sessions, predicate) > 0; };
    for (const std::string_view state : {"InProgress", "Pending", "Completed"})
      EXPECT_TRUE(some([&](const auto& t) { return t.state == state; })) << state;
    for (const std::string_view result : {"None", "Success", "Warning", "Failed"})
      EXPECT_TRUE(some([&](const auto& t) { return t.result == result; })) << result;
    EXPECT_TRUE(some([](const auto& t) { return t.total_size == 0; }));
    EXPECT_TRUE(some([](const auto& t) { return t.total_size > (std::int64_t{1} << 32); }));
    EXPECT_TRUE(some([](const auto& t) { return t.reason.ends_with(' '); }));
    EXPECT_TRUE(some([](const auto& t) { return t.vm_restore_point_id.has_value(); }));
    EXPECT_TRUE(some([](const auto& t) { return now - t.created > days(30); }));
  }
}

TEST(StoreData, RestorePointsBelongToSessionsAndTasks) {
  const Data data = data_of(240);
  std::map<std::string, const RestorePoint*> points;
  std::map<std::string, int> per_session;
  for (const RestorePoint& p : data.restore_points) {
    points[p.id] = &p;
    ++per_session[p.session_id];
    EXPECT_EQ(count_of(data.job_sessions,
                       [&](const JobSession& s) {
                         return s.id == p.session_id && s.server_id == p.server_id &&
                                s.created <= p.backup_date && p.backup_date <= *s.ended;
                       }),
              1);
    EXPECT_THAT(p.name,
                testing::MatchesRegex("[A-Z][a-z]{2} [ 1-3][0-9] 2026 [ 1][0-9]:[0-5][0-9][AP]M"));
  }
  std::set<int> counts;
  for (const auto& [session, count] : per_session) counts.insert(count);
  EXPECT_EQ(counts, (std::set<int>{1, 2, 3}));
  EXPECT_LT(per_session.size(), data.job_sessions.size());

  std::set<std::string> kinds;
  for (const VmRestorePoint& p : data.vm_restore_points) {
    ASSERT_TRUE(points.contains(p.restore_point_id));
    EXPECT_EQ(points.at(p.restore_point_id)->name, p.restore_point_name);
    EXPECT_EQ(p.name, p.vm_name + "@" + time_in_name(p.created));
    EXPECT_THAT(p.hierarchy_obj_ref, testing::StartsWith("urn:VMware:Vm:"));
    kinds.insert(p.algorithm + "/" + p.point_type);
  }
  EXPECT_THAT(kinds,
              testing::ElementsAre("Full/Full", "Incremental/Increment",
                                   "ReversedIncremental/ReverseIncrement", "SyntheticFull/Full"));
}

TEST(StoreData, RestorePointNamesPadDayAndHour) {
  // One that began in the morning of a day with one digit.
  const Data data = generate({.sessions = 3000}, now);
  const auto padded = count_of(data.restore_points, [](const RestorePoint& p) {
    return p.name.find("  ") != std::string::npos;
  });
  EXPECT_GT(padded, 0);
}

TEST(StoreData, SystemSessionsShowEveryTypeAndState) {
  const Data data = data_of(0);
  std::set<std::string> types, states;
  std::set<std::string> ids;
  for (const SystemSession& s : data.system_sessions) {
    SCOPED_TRACE(s.name);
    types.insert(s.session_type);
    states.insert(s.state);
    EXPECT_TRUE(ids.insert(s.id).second);
    EXPECT_THAT(s.name, HasSubstr(" @" + time_in_name(s.created) + "."));
    EXPECT_LE(s.ended.value_or(now), now);
    EXPECT_EQ(s.state == "InProgress", !s.ended.has_value());
    int order = 0;
    for (const SystemEvent& e : data.system_events) {
      if (e.session_id != s.id) continue;
      EXPECT_EQ(e.order, ++order);
      EXPECT_GE(e.created, s.created);
      EXPECT_LE(e.created, s.ended.value_or(now));
    }
    EXPECT_GE(order, 2);
    EXPECT_LE(order, 5);
  }
  EXPECT_EQ(types.size(), 12U);
  EXPECT_THAT(states, testing::ElementsAre("CompletedSuccessfully", "CompletedWarning", "Failed",
                                           "InProgress"));
  const auto recent =
      count_of(data.system_sessions, [](const auto& s) { return now - s.created < days(30); });
  EXPECT_GT(recent, 5);
  EXPECT_GT(std::ssize(data.system_sessions) - recent, 3);
  EXPECT_GT(count_of(data.system_sessions, [](const auto& s) { return s.is_canceled; }), 0);
  EXPECT_GT(count_of(data.system_sessions,
                     [](const auto& s) { return s.name.starts_with("Catalog Replication Job @"); }),
            0);
}

}  // namespace
}  // namespace emconform::mock

#include "mock/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <map>
#include <mutex>
#include <type_traits>

#include "mock/database.h"
#include "mock/generate.h"
#include "mock/properties.h"
#include "mock/tables.h"

namespace emconform::mock {

namespace {

template <class Value>
struct IsOptional : std::false_type {};
template <class Value>
struct IsOptional<std::optional<Value>> : std::true_type {};

std::int64_t microseconds_of(Time time) { return time.time_since_epoch().count(); }

// How the members of rows are kept: text, or whole numbers (booleans, times in microseconds).
template <class Value>
void bind_value(Statement& statement, int parameter, const Value& value) {
  if constexpr (IsOptional<Value>::value) {
    if (value)
      bind_value(statement, parameter, *value);
    else
      statement.bind_null(parameter);
  } else if constexpr (std::is_same_v<Value, Time>) {
    statement.bind(parameter, microseconds_of(value));
  } else if constexpr (std::is_integral_v<Value>) {
    statement.bind(parameter, static_cast<std::int64_t>(value));
  } else {
    statement.bind(parameter, std::string_view(value));
  }
}

template <class Value>
void read_value(const Statement& statement, int column, Value& value) {
  if constexpr (IsOptional<Value>::value) {
    if (!statement.is_null(column)) read_value(statement, column, value.emplace());
  } else if constexpr (std::is_same_v<Value, Time>) {
    value = Time(std::chrono::microseconds(statement.integer(column)));
  } else if constexpr (std::is_same_v<Value, bool>) {
    value = statement.integer(column) != 0;
  } else if constexpr (std::is_integral_v<Value>) {
    value = static_cast<Value>(statement.integer(column));
  } else {
    value = statement.text(column);
  }
}

template <class Row>
Row read_row(const Statement& statement) {
  Row row;
  int column = 0;
  Table<Row>::columns(
      [&](std::string_view, auto member) { read_value(statement, column++, row.*member); });
  return row;
}

/// "id, name, ..."
template <class Row>
std::string column_list() {
  std::string list;
  Table<Row>::columns([&](std::string_view name, auto) {
    if (!list.empty()) list += ", ";
    list += name;
  });
  return list;
}

template <class Row>
bool has_column(std::string_view wanted) {
  bool found = false;
  Table<Row>::columns([&](std::string_view name, auto) { found = found || name == wanted; });
  return found;
}

template <class Row>
void create_table(Database& database) {
  // No column has a type: each keeps what it is given.
  const std::string_view table = Table<Row>::name;
  database.execute(fmt::format("CREATE TABLE {} ({})", table, column_list<Row>()));
  for (const std::string_view column : {"id", "session_id", "job_id", "parent_id", "created"})
    if (has_column<Row>(column))
      database.execute(fmt::format("CREATE INDEX {0}_{1} ON {0} ({1})", table, column));
}

template <class Row>
Statement insertion(Database& database) {
  std::string places;
  Table<Row>::columns([&](std::string_view, auto) { places += places.empty() ? "?" : ", ?"; });
  auto statement =
      database.prepare(fmt::format("INSERT INTO {} VALUES ({})", Table<Row>::name, places));
  assert(statement);
  return std::move(*statement);
}

template <class Row>
void insert(Statement& statement, const Row& row) {
  int parameter = 1;
  Table<Row>::columns(
      [&](std::string_view, auto member) { bind_value(statement, parameter++, row.*member); });
  statement.step();
  statement.reset();
}

template <class Row>
void fill_table(Database& database, const std::vector<Row>& rows) {
  create_table<Row>(database);
  Statement statement = insertion<Row>(database);
  for (const Row& row : rows) insert(statement, row);
}

/// Takes what is due off the list, which is in descending order of `due`.
template <class Row>
void apply(Database& database, std::vector<Coming<Row>>& coming, Time now) {
  if (coming.empty() || coming.back().due > now) return;
  auto removal = database.prepare(fmt::format("DELETE FROM {} WHERE id = ?", Table<Row>::name));
  assert(removal);
  Statement statement = insertion<Row>(database);
  for (; !coming.empty() && coming.back().due <= now; coming.pop_back()) {
    removal->bind(1, coming.back().row.id);
    removal->step();
    removal->reset();
    insert(statement, coming.back().row);
  }
}

template <class Row>
std::vector<Coming<Row>> last_first(std::vector<Coming<Row>> coming) {
  std::reverse(coming.begin(), coming.end());
  return coming;
}

}  // namespace

struct Store::State {
  Database database{};
  std::mutex mutex{};  // of all below and of the database: many threads answer requests
  std::map<std::string, Statement> statements{};          // by their SQL; only those of selections
  std::vector<Coming<JobSession>> coming_job_sessions{};  // the next one last
  std::vector<Coming<TaskSession>> coming_task_sessions{};  // the next one last

  Statement& statement(const std::string& sql) {
    const auto known = statements.find(sql);
    if (known != statements.end()) return known->second;
    auto prepared = database.prepare(sql);
    assert(prepared);
    return statements.emplace(sql, std::move(*prepared)).first->second;
  }

  template <class Row>
  std::vector<Row> select(const Selection& selection) {
    std::string where = "1";
    std::vector<SqlValue> values;
    const auto demand = [&](std::string_view column, std::string_view comparison, SqlValue value) {
      // A row without the column cannot meet the condition.
      where += has_column<Row>(column) ? fmt::format(" AND ({} {} ?)", column, comparison)
                                       : " AND ? IS NULL";
      values.push_back(std::move(value));
    };
    const auto demand_same = [&](std::string_view column, const std::optional<std::string>& value) {
      if (value) demand(column, "=", *value);
    };
    demand_same("id", selection.id);
    demand_same("server_id", selection.server_id);
    demand_same("job_id", selection.job_id);
    demand_same("session_id", selection.session_id);
    demand_same("parent_id", selection.parent_id);
    demand_same("job_type", selection.job_type);
    if (selection.created_since) demand("created", ">=", microseconds_of(*selection.created_since));
    if (selection.ended_since)
      demand("ended", "IS NULL OR ended >=", microseconds_of(*selection.ended_since));
    if (selection.over) demand("ended", "<>", std::int64_t{0});  // never true of NULL

    const std::scoped_lock lock(mutex);
    Statement& selecting =
        statement(fmt::format("SELECT {} FROM {} WHERE {} ORDER BY {}, rowid", column_list<Row>(),
                              Table<Row>::name, where, selection.by_id ? "id" : Table<Row>::order));
    return run<Row>(selecting, values);
  }

  template <class Row>
  Store::Answer<Row> query(const Query& query, std::span<const Property> documented,
                           std::string_view scope) {
    const std::vector<Property> properties = properties_of(query, documented);
    SqlFilter filter{.where = "1"};
    if (query.filter && !query.filter->empty()) {
      auto compiled = compile_filter(*query.filter, properties);
      if (!compiled) return tl::unexpected(std::move(compiled.error()));
      filter = std::move(*compiled);
    }
    auto order = order_of(query, properties, query.by_id ? "id" : Table<Row>::order);
    if (!order) return tl::unexpected(std::move(order.error()));

    const std::string from =
        fmt::format("FROM {} WHERE {} AND {}", Table<Row>::name, filter.where, scope);
    const auto parameters = filter.parameters.size();
    const std::scoped_lock lock(mutex);
    auto counting = database.prepare("SELECT COUNT(*) " + from);
    auto selecting = database.prepare(
        fmt::format("SELECT {} {} ORDER BY {}, rowid LIMIT ?{} OFFSET ?{}", column_list<Row>(),
                    from, *order, parameters + 1, parameters + 2));
    // The SQL is right, so it can only be beyond SQLite's limits.
    if (!counting || !selecting) return tl::unexpected(std::string("The filter is too complex."));

    Page<Row> page;
    bind_all(*counting, filter.parameters);
    if (counting->step()) page.total = counting->integer(0);
    filter.parameters.emplace_back(std::int64_t{query.page_size});
    filter.parameters.emplace_back(std::int64_t{query.page_size} * (query.page - 1));
    page.rows = run<Row>(*selecting, filter.parameters);
    return page;
  }

 private:
  static std::vector<Property> properties_of(const Query& query,
                                             std::span<const Property> documented) {
    std::vector<Property> properties(documented.begin(), documented.end());
    for (Property& property : properties)
      if (query.instead && query.instead->name == property.name) property = *query.instead;
    return properties;
  }

  // Nothing says which of the two wins if a client sends both.
  static tl::expected<std::string, std::string> order_of(const Query& query,
                                                         std::span<const Property> properties,
                                                         std::string_view otherwise) {
    if (query.sort_asc && !query.sort_asc->empty())
      return compile_sort(*query.sort_asc, properties);
    if (query.sort_desc && !query.sort_desc->empty())
      return compile_sort(*query.sort_desc, properties).map([](const std::string& expression) {
        return expression + " DESC";
      });
    return std::string(otherwise);
  }

  static void bind_all(Statement& statement, const std::vector<SqlValue>& values) {
    int parameter = 1;
    for (const SqlValue& value : values) {
      std::visit([&](const auto& one) { statement.bind(parameter, one); }, value);
      ++parameter;
    }
  }

  template <class Row>
  static std::vector<Row> run(Statement& statement, const std::vector<SqlValue>& values) {
    bind_all(statement, values);
    std::vector<Row> rows;
    while (statement.step()) rows.push_back(read_row<Row>(statement));
    statement.reset();
    return rows;
  }
};

Store::Store(const Options& options, Time now) : Store(generate(options, now)) {}

Store::Store(const Data& data) : state_(std::make_unique<State>()) {
  Database& database = state_->database;
  database.execute("BEGIN");
  fill_table(database, data.backup_servers);
  fill_table(database, data.jobs);
  fill_table(database, data.job_sessions);
  fill_table(database, data.task_sessions);
  fill_table(database, data.restore_points);
  fill_table(database, data.vm_restore_points);
  fill_table(database, data.system_sessions);
  fill_table(database, data.system_events);
  database.execute("COMMIT");
  state_->coming_job_sessions = last_first(data.coming_job_sessions);
  state_->coming_task_sessions = last_first(data.coming_task_sessions);
}

Store::~Store() = default;

void Store::advance(Time now) {
  const std::scoped_lock lock(state_->mutex);
  apply(state_->database, state_->coming_job_sessions, now);
  apply(state_->database, state_->coming_task_sessions, now);
}

std::vector<BackupServer> Store::backup_servers(const Selection& selection) const {
  return state_->select<BackupServer>(selection);
}

std::vector<Job> Store::jobs(const Selection& selection) const {
  return state_->select<Job>(selection);
}

std::vector<JobSession> Store::job_sessions(const Selection& selection) const {
  return state_->select<JobSession>(selection);
}

std::vector<TaskSession> Store::task_sessions(const Selection& selection) const {
  return state_->select<TaskSession>(selection);
}

std::vector<RestorePoint> Store::restore_points(const Selection& selection) const {
  return state_->select<RestorePoint>(selection);
}

std::vector<VmRestorePoint> Store::vm_restore_points(const Selection& selection) const {
  return state_->select<VmRestorePoint>(selection);
}

std::vector<SystemSession> Store::system_sessions(const Selection& selection) const {
  return state_->select<SystemSession>(selection);
}

std::vector<SystemEvent> Store::system_events(const std::string& session_id) const {
  return state_->select<SystemEvent>({.session_id = session_id});
}

Store::Answer<BackupServer> Store::query_backup_servers(const Query& query) const {
  return state_->query<BackupServer>(query, backup_server_properties(), "1");
}

// Jobs of file shares and of agents have query types of their own.
Store::Answer<Job> Store::query_jobs(const Query& query) const {
  return state_->query<Job>(query, job_properties(),
                            "job_type NOT IN ('NasBackup', 'AgentBackup')");
}

Store::Answer<JobSession> Store::query_job_sessions(const Query& query) const {
  return state_->query<JobSession>(query, job_session_properties(), "1");
}

Store::Answer<TaskSession> Store::query_task_sessions(const Query& query) const {
  return state_->query<TaskSession>(query, task_session_properties(), "1");
}

}  // namespace emconform::mock

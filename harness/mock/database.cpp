#include "mock/database.h"

#include <sqlite3.h>

#include <stdexcept>

namespace emconform::mock {

namespace {

// What comes here is SQL of our own on a database in memory: only a fault of the code, or a machine
// without memory, makes it fail.
void demand(bool succeeded, const char* message) {
  if (!succeeded) throw std::runtime_error(message);
}

}  // namespace

Statement::Statement(sqlite3_stmt* statement) : statement_(statement) {}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Statement::bind(int parameter, std::int64_t value) {
  demand(sqlite3_bind_int64(statement_.get(), parameter, value) == SQLITE_OK, "no such parameter");
}

void Statement::bind(int parameter, std::string_view value) {
  // A view may point to nothing, which SQLite would take for NULL.
  demand(sqlite3_bind_text64(statement_.get(), parameter, value.empty() ? "" : value.data(),
                             value.size(), SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK,
         "no such parameter");
}

void Statement::bind_null(int parameter) {
  demand(sqlite3_bind_null(statement_.get(), parameter) == SQLITE_OK, "no such parameter");
}

bool Statement::step() {
  const int status = sqlite3_step(statement_.get());
  demand(status == SQLITE_ROW || status == SQLITE_DONE, sqlite3_errstr(status));
  return status == SQLITE_ROW;
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::text(int column) const {
  const unsigned char* const begin = sqlite3_column_text(statement_.get(), column);
  const int length = sqlite3_column_bytes(statement_.get(), column);
  return {begin, begin + length};
}

void Database::Close::operator()(sqlite3* database) const { sqlite3_close(database); }

Database::Database() {
  sqlite3* database = nullptr;
  const int status =
      sqlite3_open_v2(":memory:", &database,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
  database_.reset(database);
  demand(status == SQLITE_OK, sqlite3_errstr(status));
}

tl::expected<Statement, std::string> Database::prepare(const std::string& sql) const {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &statement,
                         nullptr) != SQLITE_OK)
    return tl::unexpected(std::string(sqlite3_errmsg(database_.get())));
  return Statement(statement);
}

void Database::execute(const std::string& sql) {
  demand(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK,
         sqlite3_errmsg(database_.get()));
}

}  // namespace emconform::mock

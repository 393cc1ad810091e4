#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

struct sqlite3;
struct sqlite3_stmt;

// A thin layer over SQLite: one database in memory, used by one thread at a time.
namespace emconform::mock {

/// A prepared statement. Parameters and columns count as in SQLite: from 1 and from 0.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement);

  void bind(int parameter, std::int64_t value);
  void bind(int parameter, std::string_view value);
  void bind_null(int parameter);

  /// Goes to the next row; false when there is none.
  bool step();
  /// Makes the statement ready to run again; parameters keep their values.
  void reset();

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string text(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
 public:
  /// An empty database in memory.
  Database();

  /// The error is SQLite's message: syntax, or an expression beyond its limits.
  tl::expected<Statement, std::string> prepare(const std::string& sql) const;

  /// Runs SQL of our own that gives no rows.
  void execute(const std::string& sql);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace emconform::mock

// SPDX-License-Identifier: Apache-2.0
#pragma once
// A connection with its prepared statements. Used by one thread at a time. Failures throw SqliteFailure,
// which Database turns into an Error at its edge: nothing throws out of store/.

#include <sqlite3.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/encoding.h"
#include "base/result.h"

namespace lumen::store {

class SqliteFailure final : public std::exception {
 public:
  SqliteFailure(int code, std::string detail) : code_(code), detail_(std::move(detail)) {}
  const char* what() const noexcept override { return detail_.c_str(); }
  int code() const { return code_; }

 private:
  int code_;
  std::string detail_;
};

// What an SQLite result code means to the caller.
Error to_error(const SqliteFailure& failure);

// A prepared statement, reset when the lease ends. Parameters and columns count from 1 and 0 as SQLite does.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* raw) : raw_(raw) {}
  Statement(Statement&& other) noexcept : raw_(other.raw_) { other.raw_ = nullptr; }
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, const std::string& text) { return bind(index, std::string_view(text)); }
  Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
  Statement& bind(int index, ByteView blob);
  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
  Statement& bind(int index, double value);
  Statement& bind_null(int index);

  // True while there is a row.
  bool step();
  // Runs a statement that gives no row; answers how many rows changed.
  int run();

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  // Views live until the next step.
  std::string_view text(int column) const;
  ByteView blob(int column) const;
  std::string string(int column) const { return std::string(text(column)); }

 private:
  void check(int code) const;
  sqlite3_stmt* raw_;
};

class Connection {
 public:
  enum class Mode { read_write, read_only };
  // Throws SqliteFailure.
  Connection(const std::string& path, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // `sql` is a literal: statements are prepared once and kept by its text. Never two leases of one text at once.
  Statement prepare(std::string_view sql);
  void execute(const char* sql);
  sqlite3* raw() { return database_; }

 private:
  sqlite3* database_ = nullptr;
  std::unordered_map<std::string_view, sqlite3_stmt*> statements_;
};

}  // namespace lumen::store

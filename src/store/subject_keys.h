// SPDX-License-Identifier: Apache-2.0
#pragma once
// A data key per subject (a person), wrapped by the master key. Personal columns are sealed with it, so
// destroying one small row makes everything sealed for that subject unreadable. Keys in use are cached,
// bounded. Thread-safe.

#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/crypto.h"
#include "store/database.h"

namespace lumen::store {

class SubjectKeys {
 public:
  static Result<void> migrate(Database& database);

  SubjectKeys(Database& database, SecretKey master, Random& random, std::size_t cached_max = 10'000);

  // The subject's key; `not_found` when it was never made or was destroyed. Microseconds, inline.
  Result<SecretKey> find(const std::string& subject);
  // Inside a write: the subject's key, made when absent.
  Result<SecretKey> find_or_create(Connection& connection, const std::string& subject);
  // Inside a write: forgets the key for good.
  Result<void> destroy(Connection& connection, const std::string& subject);

  Bytes seal_for(const SecretKey& key, std::string_view plain, std::string_view context) {
    return seal(key, as_bytes(plain), context, random_);
  }

 private:
  std::optional<SecretKey> cached(const std::string& subject);
  void remember(const std::string& subject, const SecretKey& key);
  Result<std::optional<SecretKey>> load(Connection& connection, const std::string& subject);

  Database& database_;
  SecretKey master_;
  Random& random_;
  std::size_t cached_max_;
  std::mutex mutex_;
  std::list<std::pair<std::string, SecretKey>> recent_;
  std::unordered_map<std::string, std::list<std::pair<std::string, SecretKey>>::iterator> index_;
};

}  // namespace lumen::store

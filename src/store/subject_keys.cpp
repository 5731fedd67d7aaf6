// SPDX-License-Identifier: Apache-2.0
#include "store/subject_keys.h"

namespace lumen::store {

Result<void> SubjectKeys::migrate(Database& database) {
  return database.migrate("subject_keys",
                          {"CREATE TABLE subject_keys(subject TEXT PRIMARY KEY, wrapped BLOB NOT NULL)"});
}

SubjectKeys::SubjectKeys(Database& database, SecretKey master, Random& random, std::size_t cached_max)
    : database_(database), master_(master), random_(random), cached_max_(cached_max) {}

std::optional<SecretKey> SubjectKeys::cached(const std::string& subject) {
  const std::lock_guard lock(mutex_);
  const auto found = index_.find(subject);
  if (found == index_.end()) return std::nullopt;
  recent_.splice(recent_.begin(), recent_, found->second);
  return found->second->second;
}

void SubjectKeys::remember(const std::string& subject, const SecretKey& key) {
  const std::lock_guard lock(mutex_);
  if (index_.contains(subject)) return;
  recent_.emplace_front(subject, key);
  index_[subject] = recent_.begin();
  if (recent_.size() > cached_max_) {
    index_.erase(recent_.back().first);
    recent_.pop_back();
  }
}

Result<std::optional<SecretKey>> SubjectKeys::load(Connection& connection, const std::string& subject) {
  auto row = connection.prepare("SELECT wrapped FROM subject_keys WHERE subject=?");
  if (!row.bind(1, subject).step()) return std::optional<SecretKey>();
  const auto raw = unseal(master_, row.blob(0), "subject-key:" + subject);
  if (!raw) return fail(raw.error());
  const auto key = SecretKey::from_bytes(*raw);
  if (!key) return fail(key.error());
  return std::optional<SecretKey>(*key);
}

Result<SecretKey> SubjectKeys::find(const std::string& subject) {
  if (auto key = cached(subject)) return *key;
  auto loaded = database_.read([&](Connection& connection) { return load(connection, subject); });
  if (!loaded) return fail(loaded.error());
  if (!*loaded) return fail(make_error(ErrorKind::not_found, "no_subject_key", "There is no data for this person."));
  remember(subject, **loaded);
  return **loaded;
}

Result<SecretKey> SubjectKeys::find_or_create(Connection& connection, const std::string& subject) {
  if (auto key = cached(subject)) return *key;
  auto loaded = load(connection, subject);
  if (!loaded) return fail(loaded.error());
  // A key made here is not cached before its transaction commits: the next `find` does that.
  if (*loaded) return **loaded;
  SecretKey key = SecretKey::generate(random_);
  const Bytes wrapped = seal(master_, key.view(), "subject-key:" + subject, random_);
  connection.prepare("INSERT INTO subject_keys(subject, wrapped) VALUES(?, ?)").bind(1, subject).bind(2, wrapped).run();
  return key;
}

Result<void> SubjectKeys::destroy(Connection& connection, const std::string& subject) {
  connection.prepare("DELETE FROM subject_keys WHERE subject=?").bind(1, subject).run();
  const std::lock_guard lock(mutex_);
  if (const auto found = index_.find(subject); found != index_.end()) {
    recent_.erase(found->second);
    index_.erase(found);
  }
  return {};
}

}  // namespace lumen::store

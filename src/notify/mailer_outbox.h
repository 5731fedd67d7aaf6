// SPDX-License-Identifier: Apache-2.0
#pragma once
// Mailer that sends nothing away: each mail becomes one file of the outbox folder (mode 0600), where the
// operator, or `lumen user code EMAIL`, reads it. Durable when answered. The newest `kept_max` mails are
// kept. File work runs on the given pool. Thread-safe.

#include <atomic>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/blocking_pool.h"
#include "base/clock.h"
#include "base/random.h"
#include "notify/mailer.h"

namespace lumen::notify {

class MailerOutbox final : public Mailer {
 public:
  static constexpr std::size_t kept_max_default = 1'000;

  // Creates the folder when absent.
  static Result<std::unique_ptr<MailerOutbox>> open(std::filesystem::path folder, BlockingPool& pool,
                                                    const Clock& clock, Random& random,
                                                    std::size_t kept_max = kept_max_default);

  std::string describe() const override;
  // Errors: check_mail's, `unavailable` when the disk is full or the pool is.
  Task<Result<void>> send(Mail mail, Deadline deadline) override;

 private:
  MailerOutbox(std::filesystem::path folder, BlockingPool& pool, const Clock& clock, Random& random,
               std::size_t kept_max);
  Result<void> store(const Mail& mail);

  std::filesystem::path folder_;
  BlockingPool& pool_;
  const Clock& clock_;
  Random& random_;
  std::size_t kept_max_;
  std::atomic<unsigned> counter_{0};
};

// The newest mail of an outbox folder to `address` (ASCII case does not count); `not_found` when there is
// none. Blocking.
Result<Mail> newest_mail_to(const std::filesystem::path& folder, std::string_view address);

}  // namespace lumen::notify

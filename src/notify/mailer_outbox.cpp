// SPDX-License-Identifier: Apache-2.0
#include "notify/mailer_outbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/encoding.h"
#include "base/files.h"
#include "notify/mail_text.h"

namespace lumen::notify {
namespace {

constexpr std::size_t file_bytes_max = 2 * mail_text_bytes_max + 4'096;

// All mails, oldest first: the names begin with the time.
Result<std::vector<std::filesystem::path>> list_mails(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> mails;
  std::error_code failure;
  for (std::filesystem::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    if (at->path().extension() == ".eml") mails.push_back(at->path());
  }
  if (failure) return fail(storage_error(failure.value(), "listing the outbox"));
  std::sort(mails.begin(), mails.end());
  return mails;
}

Result<void> keep_newest(const std::filesystem::path& folder, std::size_t kept_max) {
  const auto mails = list_mails(folder);
  if (!mails) return fail(mails.error());
  for (std::size_t i = 0; i + kept_max < mails->size(); ++i) {
    if (auto removed = remove_file_durably((*mails)[i]); !removed) return removed;
  }
  return {};
}

}  // namespace

MailerOutbox::MailerOutbox(std::filesystem::path folder, BlockingPool& pool, const Clock& clock, Random& random,
                           std::size_t kept_max)
    : folder_(std::move(folder)), pool_(pool), clock_(clock), random_(random), kept_max_(kept_max) {}

Result<std::unique_ptr<MailerOutbox>> MailerOutbox::open(std::filesystem::path folder, BlockingPool& pool,
                                                         const Clock& clock, Random& random, std::size_t kept_max) {
  if (auto made = make_private_folder(folder); !made) return fail(made.error());
  return std::unique_ptr<MailerOutbox>(new MailerOutbox(std::move(folder), pool, clock, random, kept_max));
}

std::string MailerOutbox::describe() const { return "files in " + folder_.string(); }

Result<void> MailerOutbox::store(const Mail& mail) {
  const std::string unique = hex_encode(random_.bytes<8>());
  const unsigned number = counter_.fetch_add(1) % 1'000'000;
  const std::string name = fmt::format("{:015}-{:06}-{}.eml", clock_.now_ms(), number, unique);
  const std::string text = format_mail(mail, clock_.now_s(), unique);
  if (auto written = write_file_durably(folder_ / name, as_bytes(text)); !written) return written;
  return keep_newest(folder_, kept_max_);
}

Task<Result<void>> MailerOutbox::send(Mail mail, Deadline deadline) {
  if (auto ok = check_mail(mail); !ok) co_return ok;
  auto work = [this, letter = std::move(mail)] { return store(letter); };
  co_return co_await pool_.run(std::move(work), deadline);
}

Result<Mail> newest_mail_to(const std::filesystem::path& folder, std::string_view address) {
  const auto mails = list_mails(folder);
  if (!mails) return fail(mails.error());
  for (auto path = mails->rbegin(); path != mails->rend(); ++path) {
    const auto bytes = read_file(*path, file_bytes_max);
    if (!bytes && bytes.error().kind == ErrorKind::not_found) continue;  // removed since it was listed
    if (!bytes) return fail(bytes.error());
    auto mail = parse_mail(as_text(*bytes));
    if (mail && iequals(mail->to, address)) return std::move(*mail);
  }
  return fail(make_error(ErrorKind::not_found, "no_mail", "There is no mail to this address."));
}

}  // namespace lumen::notify

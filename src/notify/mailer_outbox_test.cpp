// SPDX-License-Identifier: Apache-2.0
#include "notify/mailer_outbox.h"

#include <fstream>

#include "base/files.h"
#include "notify/mail_text.h"
#include "notify/mailer_contract.h"
#include "tests/support/temp_folder.h"

namespace lumen::notify {
namespace {

constexpr UnixMillis start_ms = 1'800'000'000'000;

class Outbox {
 public:
  explicit Outbox(std::size_t kept_max = MailerOutbox::kept_max_default) : kept_max_(kept_max) { reopen(); }
  Mailer& mailer() { return *mailer_; }
  std::optional<Mail> arrived(const std::string& address) const {
    auto mail = newest_mail_to(folder(), address);
    return mail ? std::optional<Mail>(*mail) : std::nullopt;
  }
  void reopen() {
    auto opened = MailerOutbox::open(folder(), pool_, clock_, random_, kept_max_);
    if (opened) mailer_ = std::move(*opened);
  }
  Result<void> send(const std::string& subject) {
    return test::run(mailer_->send(Mail{"ann@example.org", subject, "text"}, Deadline::never()));
  }
  std::vector<std::filesystem::path> files() const {
    return {std::filesystem::directory_iterator(folder()), std::filesystem::directory_iterator()};
  }
  std::filesystem::path folder() const { return temp_.path() / "data" / "outbox"; }
  ManualClock& clock() { return clock_; }

 private:
  std::size_t kept_max_;
  test::TempFolder temp_;
  BlockingPool pool_{2, 64};
  ManualClock clock_{start_ms};
  SystemRandom random_;
  std::unique_ptr<MailerOutbox> mailer_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Outbox, MailerContract, Outbox);

std::string content(const std::filesystem::path& path) {
  const auto bytes = read_file(path, 1 << 20);
  return bytes ? std::string(as_text(*bytes)) : std::string();
}

TEST(MailerOutbox, AMailIsOnePrivateFileInMailForm) {
  Outbox outbox;
  ASSERT_TRUE(outbox.send("Your code"));
  const auto files = outbox.files();
  ASSERT_EQ(files.size(), 1U);
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(files[0]).permissions(), perms::owner_read | perms::owner_write);
  EXPECT_EQ(std::filesystem::status(outbox.folder()).permissions(), perms::owner_all);
  const std::string text = content(files[0]);
  EXPECT_NE(text.find("\r\nSubject: Your code\r\n"), std::string::npos);
  EXPECT_NE(text.find("\r\nDate: Fri, 15 Jan 2027 08:00:00 GMT\r\n"), std::string::npos);
  EXPECT_TRUE(text.ends_with("\r\n\r\ntext\r\n"));
}

TEST(MailerOutbox, TheNewestAreKept) {
  Outbox outbox(3);
  for (int i = 1; i <= 5; ++i) {
    outbox.clock().advance_ms(1);
    ASSERT_TRUE(outbox.send("mail " + std::to_string(i)));
  }
  EXPECT_EQ(outbox.files().size(), 3U);
  EXPECT_EQ(outbox.arrived("ANN@example.org")->subject, "mail 5");
}

TEST(MailerOutbox, ARestartWithinOneMillisecondOverwritesNothing) {
  Outbox outbox;
  ASSERT_TRUE(outbox.send("one"));
  outbox.reopen();
  ASSERT_TRUE(outbox.send("two"));
  EXPECT_EQ(outbox.files().size(), 2U);
}

TEST(MailerOutbox, AFileThatIsNoMailIsPassedOver) {
  Outbox outbox;
  ASSERT_TRUE(outbox.send("good"));
  std::ofstream(outbox.folder() / "999999999999999-000000-x.eml") << "garbage";
  EXPECT_EQ(outbox.arrived("ann@example.org")->subject, "good");
}

TEST(MailerOutbox, AMissingFolderIsAnError) {
  const test::TempFolder folder;
  const auto mail = newest_mail_to(folder.path() / "absent", "ann@example.org");
  ASSERT_FALSE(mail);
  EXPECT_EQ(mail.error().kind, ErrorKind::unavailable);
}

TEST(MailText, HeaderLinesStayShortAndAscii) {
  std::string subject;
  while (subject.size() + 3 <= mail_subject_bytes_max) subject += "木";
  const std::string text = format_mail(Mail{"ann@example.org", subject, "t"}, 0, "id");
  const std::string headers = text.substr(0, text.find("\r\n\r\n"));
  std::size_t begin = 0;
  while (begin < headers.size()) {
    const std::size_t end = std::min(headers.find("\r\n", begin), headers.size());
    EXPECT_LE(end - begin, 78U + 8U);
    begin = end + 2;
  }
  for (const char c : headers) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
  EXPECT_EQ(parse_mail(text)->subject, subject);
}

TEST(MailText, ASubjectThatLooksEncodedReadsBackAsItWas) {
  const std::string text = format_mail(Mail{"ann@example.org", "=?UTF-8?B?eA==?=", "t"}, 0, "id");
  EXPECT_EQ(parse_mail(text)->subject, "=?UTF-8?B?eA==?=");
}

TEST(MailText, ABodyCannotPoseAsAHeader) {
  const std::string text = format_mail(Mail{"ann@example.org", "s", "To: eve@example.org\n\nSubject: x"}, 0, "id");
  EXPECT_EQ(parse_mail(text)->to, "ann@example.org");
  EXPECT_EQ(parse_mail(text)->text, "To: eve@example.org\n\nSubject: x\n");
}

TEST(MailText, SomethingElseIsNoMail) {
  EXPECT_FALSE(parse_mail("no headers at all"));
  EXPECT_FALSE(parse_mail("Subject: x\r\n\r\nbody"));
  EXPECT_FALSE(parse_mail(""));
}

}  // namespace
}  // namespace lumen::notify

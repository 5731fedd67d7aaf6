// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every Mailer keeps. An adapter's test names a fixture with `notify::Mailer& mailer()` and
// `std::optional<notify::Mail> arrived(const std::string& address)`, the newest mail that reached an
// address, and instantiates the suite with it.

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "notify/mailer.h"
#include "tests/support/run_task.h"

namespace lumen::notify {

template <class Fixture>
class MailerContract : public ::testing::Test {
 protected:
  Result<void> send(std::string to, std::string subject, std::string text) {
    return test::run(
        fixture_.mailer().send(Mail{std::move(to), std::move(subject), std::move(text)}, Deadline::never()));
  }
  void expect_refused(std::string to, std::string subject, const std::string& code) {
    const auto sent = send(std::move(to), std::move(subject), "text");
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().kind, ErrorKind::invalid);
    EXPECT_EQ(sent.error().code, code);
  }
  Fixture fixture_;
};

TYPED_TEST_SUITE_P(MailerContract);

TYPED_TEST_P(MailerContract, AMailArrivesWhole) {
  ASSERT_TRUE(this->send("ann@example.org", "Your code", "Your code is 123456.\nIt lasts an hour.\n"));
  const auto mail = this->fixture_.arrived("ann@example.org");
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->to, "ann@example.org");
  EXPECT_EQ(mail->subject, "Your code");
  EXPECT_EQ(mail->text, "Your code is 123456.\nIt lasts an hour.\n");
}

TYPED_TEST_P(MailerContract, TextBeyondAsciiArrivesWhole) {
  const std::string subject = "Grüße – " + std::string(20, 'x') + " für heute, čtvrtek, 木曜日, und noch mehr Wörter";
  ASSERT_TRUE(this->send("ann@example.org", subject, "Schöne Haut\n\nzweiter Absatz\n"));
  const auto mail = this->fixture_.arrived("ann@example.org");
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->subject, subject);
  EXPECT_EQ(mail->text, "Schöne Haut\n\nzweiter Absatz\n");
}

TYPED_TEST_P(MailerContract, TheNewestOfAnAddressIsTheLastSent) {
  ASSERT_TRUE(this->send("ann@example.org", "first", "1"));
  ASSERT_TRUE(this->send("bob@example.org", "other", "2"));
  ASSERT_TRUE(this->send("ann@example.org", "second", "3"));
  EXPECT_EQ(this->fixture_.arrived("ann@example.org")->subject, "second");
  EXPECT_EQ(this->fixture_.arrived("bob@example.org")->subject, "other");
  EXPECT_FALSE(this->fixture_.arrived("eve@example.org"));
}

TYPED_TEST_P(MailerContract, NothingCanAddAHeaderOrAnAddress) {
  this->expect_refused("ann@example.org\r\nBcc: eve@example.org", "s", "bad_mail_address");
  this->expect_refused("ann@example.org\nBcc: eve@example.org", "s", "bad_mail_address");
  this->expect_refused("ann@example.org, eve@example.org", "s", "bad_mail_address");
  this->expect_refused("Ann <ann@example.org>", "s", "bad_mail_address");
  this->expect_refused("ann@example.org@example.org", "s", "bad_mail_address");
  this->expect_refused("ann", "s", "bad_mail_address");
  this->expect_refused("@example.org", "s", "bad_mail_address");
  this->expect_refused("ann@", "s", "bad_mail_address");
  this->expect_refused("", "s", "bad_mail_address");
  this->expect_refused("ann@example.org", "s\r\nBcc: eve@example.org", "bad_mail_subject");
  this->expect_refused("ann@example.org", "s\nBcc: eve@example.org", "bad_mail_subject");
  this->expect_refused("ann@example.org", std::string("s\0t", 3), "bad_mail_subject");
  this->expect_refused("ann@example.org", "\xff\xfe", "bad_mail_subject");
  EXPECT_FALSE(this->fixture_.arrived("ann@example.org"));
  EXPECT_FALSE(this->fixture_.arrived("eve@example.org"));
}

TYPED_TEST_P(MailerContract, LengthsHaveLimits) {
  const std::string domain = "@example.org";
  EXPECT_TRUE(this->send(std::string(254 - domain.size(), 'a') + domain, "s", "t"));
  this->expect_refused(std::string(255 - domain.size(), 'a') + domain, "s", "bad_mail_address");
  EXPECT_TRUE(this->send("ann@example.org", std::string(200, 's'), "t"));
  this->expect_refused("ann@example.org", std::string(201, 's'), "bad_mail_subject");
  EXPECT_TRUE(this->send("ann@example.org", "s", std::string(64 * 1024, 't')));
  const auto too_long = this->send("ann@example.org", "s", std::string(64 * 1024 + 1, 't'));
  ASSERT_FALSE(too_long);
  EXPECT_EQ(too_long.error().code, "bad_mail_text");
}

REGISTER_TYPED_TEST_SUITE_P(MailerContract, AMailArrivesWhole, TextBeyondAsciiArrivesWhole,
                            TheNewestOfAnAddressIsTheLastSent, NothingCanAddAHeaderOrAnAddress, LengthsHaveLimits);

}  // namespace lumen::notify

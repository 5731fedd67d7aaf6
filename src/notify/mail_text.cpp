// SPDX-License-Identifier: Apache-2.0
#include "notify/mail_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"

namespace lumen::notify {
namespace {

constexpr std::string_view encoded_begin = "=?UTF-8?B?";
constexpr std::string_view encoded_end = "?=";
// RFC 2047 allows 75 characters a word: 12 of frame and 60 of base64, which are 45 bytes.
constexpr std::size_t encoded_word_bytes = 45;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_address_character(char c) {
  return static_cast<unsigned char>(c) > 0x20 && c != 0x7f &&
         std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
}

// The longest piece of at most `size_max` bytes that ends between two characters.
std::string_view whole_characters(std::string_view text, std::size_t size_max) {
  if (text.size() <= size_max) return text;
  std::size_t size = size_max;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return text.substr(0, size);
}

std::string format_subject(std::string_view subject) {
  // An ASCII subject that looks like an encoded word is encoded too, so that it reads back as it was.
  if (is_ascii(subject) && subject.find("=?") == std::string_view::npos) return std::string(subject);
  std::string words;
  while (!subject.empty()) {
    const std::string_view piece = whole_characters(subject, encoded_word_bytes);
    subject.remove_prefix(piece.size());
    if (!words.empty()) words += "\r\n ";
    words.append(encoded_begin).append(base64_encode(as_bytes(piece))).append(encoded_end);
  }
  return words;
}

std::string parse_subject(std::string_view value) {
  if (!value.starts_with(encoded_begin)) return std::string(value);
  std::string subject;
  while (value.starts_with(encoded_begin)) {
    value.remove_prefix(encoded_begin.size());
    const auto piece = base64_decode(value.substr(0, value.find(encoded_end)));
    if (piece) subject.append(as_text(*piece));
    value.remove_prefix(std::min(value.size(), value.find(encoded_end) + encoded_end.size()));
    value = trim(value);
  }
  return subject;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') out.push_back('\r');
    out.push_back(c);
  }
  if (!out.ends_with('\n')) out += "\r\n";
  return out;
}

std::string without_cr(std::string_view text) {
  std::string out(text);
  std::erase(out, '\r');
  return out;
}

// The header's value with its folded lines joined, or "".
std::string header_value(std::string_view headers, std::string_view name) {
  const std::size_t begin = headers.find("\n" + std::string(name) + ": ");
  if (begin == std::string_view::npos) return {};
  std::string_view rest = headers.substr(begin + name.size() + 3);
  std::string value;
  while (true) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    value.append(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!rest.starts_with(' ')) return value;
  }
}

}  // namespace

Result<void> check_mail(const Mail& mail) {
  const std::string_view to = mail.to;
  const std::size_t at = to.find('@');
  const bool address_ok = to.size() <= mail_address_bytes_max && at != std::string_view::npos && at > 0 &&
                          at + 1 < to.size() && to.find('@', at + 1) == std::string_view::npos && is_utf8(to) &&
                          std::all_of(to.begin(), to.end(), is_address_character);
  if (!address_ok) return fail(invalid("bad_mail_address", "An e-mail address looks like name@example.org."));
  const bool subject_ok = mail.subject.size() <= mail_subject_bytes_max && is_utf8(mail.subject) &&
                          std::none_of(mail.subject.begin(), mail.subject.end(), is_control);
  if (!subject_ok) return fail(invalid("bad_mail_subject", "A subject is one line of at most 200 bytes."));
  const bool text_ok =
      mail.text.size() <= mail_text_bytes_max && is_utf8(mail.text) && mail.text.find('\0') == std::string::npos;
  if (!text_ok) return fail(invalid("bad_mail_text", "The text of a mail is UTF-8 of at most 64 KiB."));
  return {};
}

std::string format_mail(const Mail& mail, UnixSeconds at_s, std::string_view message_id) {
  return fmt::format(
      "From: Lumen <no-reply@localhost>\r\n"
      "To: {}\r\n"
      "Subject: {}\r\n"
      "Date: {}\r\n"
      "Message-ID: <{}@localhost>\r\n"
      "MIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: 8bit\r\n"
      "\r\n"
      "{}",
      mail.to, format_subject(mail.subject), format_http_date(at_s), message_id, with_crlf(mail.text));
}

Result<Mail> parse_mail(std::string_view text) {
  const std::string plain = "\n" + without_cr(text);
  const std::size_t end = plain.find("\n\n");
  if (end == std::string::npos) return fail(internal("a mail without an end of its headers"));
  const std::string_view headers = std::string_view(plain).substr(0, end + 1);
  Mail mail;
  mail.to = header_value(headers, "To");
  mail.subject = parse_subject(header_value(headers, "Subject"));
  mail.text = plain.substr(end + 2);
  if (mail.to.empty()) return fail(internal("a mail without an address"));
  return mail;
}

}  // namespace lumen::notify

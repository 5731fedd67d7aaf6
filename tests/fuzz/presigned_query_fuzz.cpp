// SPDX-License-Identifier: Apache-2.0
// Any query of a presigned URL: its canonical form has one spelling and says the same, and what is read of it is in
// the form that AWS gives it.

#include <algorithm>

#include "aws/presigned_query.h"
#include "aws/sigv4.h"
#include "aws/sigv4_verify.h"
#include "tests/fuzz/fuzz.h"

using namespace lumen::aws;
using lumen::fuzz::require;

namespace {

bool is_canonical_sign(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter || std::string_view("-_.~%=&").find(c) != std::string_view::npos;
}

std::string in_reverse(std::string_view query) {
  std::string out;
  while (!query.empty()) {
    const std::size_t before = query.rfind('&');
    out += query.substr(before == std::string_view::npos ? 0 : before + 1);
    if (before == std::string_view::npos) break;
    out.push_back('&');
    query = query.substr(0, before);
  }
  return out;
}

void check_canonical(const std::string& canonical) {
  require(std::all_of(canonical.begin(), canonical.end(), is_canonical_sign), "a canonical query is percent-encoded");
  require(canonical_query(canonical) == canonical, "a canonical query stays as it is");
  require(canonical_query(in_reverse(canonical)) == canonical, "the order of the parameters does not count");
}

bool is_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

void check_form(const PresignedQuery& query) {
  require(!query.access_key_id.empty() && query.access_key_id.find('/') == std::string::npos, "an access key is named");
  require(query.date.size() == 8 && is_digits(query.date), "a date has eight digits");
  require(query.timestamp.size() == 16 && query.timestamp.starts_with(query.date), "the time is on the date");
  require(lumen::format_basic_iso8601(query.signed_at_s) == query.timestamp, "the time is the time that is written");
  require(query.expires_in_s >= 0 && query.expires_in_s <= PresignedVerifier::life_s_max, "a life has a limit");
  require(!query.signature.empty(), "there is a signature");
  const auto& names = query.signed_headers;
  require(names.size() <= PresignedVerifier::signed_headers_max, "signed headers have a largest number");
  require(std::binary_search(names.begin(), names.end(), "host"), "the host is signed");
  for (std::size_t i = 1; i < names.size(); ++i)
    require(names[i - 1] < names[i], "signed headers are sorted, each once");
}

bool same(const PresignedQuery& a, const PresignedQuery& b) {
  return a.access_key_id == b.access_key_id && a.date == b.date && a.region == b.region && a.timestamp == b.timestamp &&
         a.signed_at_s == b.signed_at_s && a.expires_in_s == b.expires_in_s && a.signed_headers == b.signed_headers &&
         a.signature == b.signature && a.session_token == b.session_token && a.payload_hash == b.payload_hash;
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  Signer signer("eu-central-1", "s3");
  const std::vector<Header> headers = {{"Content-Type", "image/jpeg"}, {"x-amz-meta-note", " a  b "}};
  const SigningRequest put{"PUT", "127.0.0.1:9000", "/photos/uploads/ann/1?b=2&a=%C3%A9+x&flag", headers,
                           "UNSIGNED-PAYLOAD"};
  const auto presigned = [&](const Credentials& credentials) {
    const std::string target = signer.presign(put, credentials, 1'800'000'000, 900);
    return text_seed(target.substr(target.find('?') + 1));
  };
  return {
      presigned({"AKIDEXAMPLE", "secret", ""}), presigned({"ASIAEXAMPLE", "secret", "token/+="}),
      text_seed(
          "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A/20260115/r/s3/aws4_request&X-Amz-Date=20260115T235959Z"
          "&X-Amz-Expires=604800&X-Amz-SignedHeaders=Host&X-Amz-Signature=0&X-Amz-Content-Sha256=00"),
      text_seed("AWSAccessKeyId=AKID&Signature=x&Expires=1"), text_seed("=&&a&a=&%41=b%3D&+=%20")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = lumen::as_text({data, size});
  const auto canonical = canonical_query(text);
  if (canonical) check_canonical(*canonical);
  const auto query = parse_presigned_query(text);
  if (!query) {
    require(query.error().status == 400 && !query.error().code.empty() && !query.error().message.empty(),
            "a refusal says why");
    return 0;
  }
  require(canonical.has_value(), "what is read has a canonical form");
  check_form(*query);
  const auto again = parse_presigned_query(*canonical + "&X-Amz-Signature=" + lumen::percent_encode(query->signature));
  require(again && same(*query, *again), "the canonical form says the same");
  return 0;
}

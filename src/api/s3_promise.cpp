// SPDX-License-Identifier: Apache-2.0
#include "api/s3_promise.h"

#include <optional>

#include "base/encoding.h"

namespace lumen::api {
namespace {

tl::unexpected<aws::S3Error> refuse(int status, std::string code, std::string message) {
  return tl::unexpected<aws::S3Error>({status, std::move(code), std::move(message), {}});
}

// Base64 of exactly `size_bytes` bytes, as lower-case hex.
std::optional<std::string> hex_of_base64(std::string_view text, std::size_t size_bytes) {
  const auto raw = base64_decode(trim(text));
  if (!raw || raw->size() != size_bytes) return std::nullopt;
  return hex_encode(*raw);
}

// The hash that the signature covers, "" when there is none; the query wins, as in the signature itself.
std::string signed_hash(const RequestHead& head) {
  if (const auto query = parse_query(head.raw_query())) {
    for (const auto& [name, value] : *query) {
      if (name == "X-Amz-Content-Sha256") return value;
    }
  }
  return std::string(head.headers.find("x-amz-content-sha256").value_or(""));
}

bool is_sha256_hex(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A checksum header beside the one that is checked: crc32, crc32c, sha1, crc64nvme.
bool has_other_checksum(const RequestHead& head) {
  for (const auto& [name, value] : head.headers.all()) {
    const std::string lower = to_lower(name);
    const bool is_checksum = lower.starts_with("x-amz-checksum-") && lower != "x-amz-checksum-sha256" &&
                             lower != "x-amz-checksum-algorithm" && lower != "x-amz-checksum-type";
    if (is_checksum) return true;
  }
  return false;
}

}  // namespace

tl::expected<service::PhotoPromise, aws::S3Error> s3_promise_of(const RequestHead& head) {
  service::PhotoPromise promise;
  if (const auto md5 = head.headers.find("Content-MD5")) {
    promise.md5 = hex_of_base64(*md5, 16);
    if (!promise.md5) return refuse(400, "InvalidDigest", "The Content-MD5 you specified is not valid.");
  }
  if (const auto sha256 = head.headers.find("x-amz-checksum-sha256")) {
    promise.sha256 = hex_of_base64(*sha256, 32);
    if (!promise.sha256) return refuse(400, "InvalidRequest", "Value for x-amz-checksum-sha256 header is invalid.");
  }
  if (has_other_checksum(head)) {
    return refuse(501, "NotImplemented", "Of the checksum headers only x-amz-checksum-sha256 is implemented.");
  }
  const std::string hash = signed_hash(head);
  if (hash.starts_with("STREAMING-"))
    return refuse(501, "NotImplemented", "Send the photo as a plain body, not aws-chunked.");
  if (hash.empty() || hash == "UNSIGNED-PAYLOAD") return promise;
  if (!is_sha256_hex(hash)) {
    return refuse(400, "InvalidArgument", "x-amz-content-sha256 must be UNSIGNED-PAYLOAD or a valid sha256 value.");
  }
  if (promise.sha256 && *promise.sha256 != hash) return tl::unexpected(s3_broken_promise(head));
  promise.sha256 = hash;
  return promise;
}

aws::S3Error s3_broken_promise(const RequestHead& head) {
  if (!head.headers.find("Content-MD5") && is_sha256_hex(signed_hash(head))) {
    return {400,
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
            {}};
  }
  return {400, "BadDigest", "The digest you specified did not match what we received.", {}};
}

}  // namespace lumen::api

// SPDX-License-Identifier: Apache-2.0
#include "photos/upload_url_signer_embedded.h"

#include <vector>

#include "base/encoding.h"

namespace lumen::photos {
namespace {

struct ServerAddress {
  std::string scheme_and_host;  // "http://localhost:8080"
  std::string host;             // "localhost:8080"
  std::string prefix;           // "/dev", or ""
};

Result<ServerAddress> split_url(const std::string& url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos) return fail(internal("server_url without a scheme: " + url));
  const std::size_t slash = url.find('/', scheme + 3);
  ServerAddress address;
  address.scheme_and_host = url.substr(0, slash);
  address.host = address.scheme_and_host.substr(scheme + 3);
  if (slash != std::string::npos) address.prefix = url.substr(slash);
  while (address.prefix.ends_with('/')) address.prefix.pop_back();
  return address;
}

}  // namespace

Result<SignedUpload> UploadUrlSignerEmbedded::sign(const UploadTerms& terms) const {
  const auto address = split_url(terms.server_url);
  if (!address) return fail(address.error());
  SignedUpload upload;
  if (terms.content_type) upload.headers["Content-Type"] = *terms.content_type;
  if (terms.content_length) upload.headers["Content-Length"] = std::to_string(*terms.content_length);
  if (terms.sha256) {
    const auto raw = hex_decode(*terms.sha256);
    if (!raw) return fail(internal("sha256 is not hex"));
    upload.headers["x-amz-checksum-sha256"] = base64_encode(*raw);
  }
  std::vector<aws::Header> headers;
  headers.reserve(upload.headers.size());
  for (const auto& [name, value] : upload.headers) headers.push_back({name, value});
  const std::string path = address->prefix + "/" + bucket_ + "/" + percent_encode(terms.key.path(), Slash::keep);
  aws::SigningRequest request;
  request.method = "PUT";
  request.host = address->host;
  request.target = path;
  request.headers = headers;
  request.payload_hash = "UNSIGNED-PAYLOAD";
  upload.url = address->scheme_and_host + signer_.presign(request, credentials_, terms.now_s, terms.expires_in_s);
  return upload;
}

}  // namespace lumen::photos

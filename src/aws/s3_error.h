// SPDX-License-Identifier: Apache-2.0
#pragma once
// An error in S3's words: what its XML error document says.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

#include <string>
#include <utility>
#include <vector>

namespace lumen::aws {

struct S3Error {
  int status = 500;
  std::string code;                                          // "SignatureDoesNotMatch"
  std::string message;                                       // public
  std::vector<std::pair<std::string, std::string>> details;  // further elements, in order: {"Expires", "2026-…"}
};

}  // namespace lumen::aws

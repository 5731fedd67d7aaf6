// SPDX-License-Identifier: Apache-2.0
#pragma once
// Credentials that are known from the start: of the environment or of the shared credentials file.
// https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "aws/credentials_source.h"
#include "aws/environment.h"

namespace lumen::aws {

class StaticCredentials final : public CredentialsSource {
 public:
  StaticCredentials(Credentials credentials, std::string description)
      : credentials_(std::move(credentials)), description_(std::move(description)) {}

  std::string describe() const override { return description_; }
  Task<Result<Credentials>> get(Deadline) override { co_return credentials_; }

 private:
  Credentials credentials_;
  std::string description_;
};

// The first place that has credentials: AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY and, if set, AWS_SESSION_TOKEN;
// then the profile AWS_PROFILE ("default") in AWS_SHARED_CREDENTIALS_FILE (~/.aws/credentials). `invalid`
// "no_credentials" says what to set; a half-set key or a profile that was named and is not there is an error too.
// Blocking: reads a file.
Result<std::unique_ptr<CredentialsSource>> find_static_credentials(const Environment& environment);

// The keys of one profile in the text of a credentials file. `invalid` "no_credentials" when the profile is not there
// or lacks a key; "bad_credentials_file", with the line's number, for a line that is none.
Result<Credentials> read_profile(std::string_view text, std::string_view profile);

}  // namespace lumen::aws

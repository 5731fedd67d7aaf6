// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a user pool is called and how long its tokens live.

#include <string>

namespace lumen::identity {

struct PoolSettings {
  std::string pool_id = "us-west-2_LumenLocal";
  std::string client_id = "lumen-app";
  // The `iss` of every token: the address below which /.well-known/openid-configuration lies.
  std::string issuer = "http://localhost:8080/us-west-2_LumenLocal";
  int token_life_s = 3'600;  // id and access tokens
  int refresh_life_s = 30 * 24 * 3'600;
};

}  // namespace lumen::identity

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Key pairs for this folder's tests, made once per process: making one takes a tenth of a second.

#include "identity/signing_keys.h"

namespace lumen::identity {

inline const SigningKeys& test_keys() {
  static const SigningKeys keys = *SigningKeys::generate();
  return keys;
}

}  // namespace lumen::identity

// SPDX-License-Identifier: Apache-2.0
#include "identity/token_verifier_embedded.h"

#include "identity/token_issuer.h"

namespace lumen::identity {

Task<Result<Identity>> TokenVerifierEmbedded::verify(std::string_view token, Deadline) { co_return check(token); }

Result<Identity> TokenVerifierEmbedded::check(std::string_view token) {
  const UnixSeconds now_s = clock_.now_s();
  if (auto known = cache_.find(token)) {
    if (now_s < known->expires_at_s) return std::move(*known);
    cache_.forget(token);
  }
  auto claims = check_id_token(token, keys_, settings_, now_s);
  if (!claims) return fail(claims.error());
  Identity identity{std::move(claims->user), claims->expires_at_s};
  cache_.remember(token, identity);
  return identity;
}

}  // namespace lumen::identity

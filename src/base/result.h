// SPDX-License-Identifier: Apache-2.0
#pragma once
// Result<T>: a value or an Error. Functions that can fail return it; nothing throws across a port.

#include <tl/expected.hpp>
#include <utility>

#include "base/error.h"

namespace lumen {

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace lumen

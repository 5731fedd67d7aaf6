// SPDX-License-Identifier: Apache-2.0
#pragma once
// Task<T>: a coroutine that runs on the caller's executor. Every port method returns Task<Result<T>>.
// This is the only header that includes Asio's awaitable.
//
// GCC 12 miscompiles some co_await expressions with temporaries: build arguments as named locals first,
// and keep co_await out of ternaries and initialiser lists.

#include <boost/asio/awaitable.hpp>

namespace lumen {

template <class T>
using Task = boost::asio::awaitable<T>;

}  // namespace lumen

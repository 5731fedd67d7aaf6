// SPDX-License-Identifier: Apache-2.0
#pragma once
// Limits that hold in every edition. Each is checked before the cost and tested on both sides.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace lumen::limits {

// Defaults of settings (docs/CONFIG.md):
inline constexpr std::uint64_t photo_bytes_max = 30ULL * 1000 * 1000;
inline constexpr std::uint64_t photo_pixels_max = 64ULL * 1000 * 1000;
inline constexpr int retention_days = 30;

inline constexpr int photo_side_px_max = 32'768;
inline constexpr std::chrono::seconds upload_url_life{900};
inline constexpr std::chrono::seconds lease_life{30};
inline constexpr int attempts_max = 5;

inline constexpr int recommendations_default = 5;
inline constexpr int recommendations_max = 50;
inline constexpr int history_default = 20;
inline constexpr int history_max = 100;
inline constexpr int products_per_analysis = 5;

inline constexpr std::chrono::seconds poll_hold_max{25};
inline constexpr int held_polls_max = 4'096;
inline constexpr int held_polls_per_user_max = 4;

inline constexpr std::size_t json_body_bytes_max = 64 * 1024;
inline constexpr std::size_t condition_bytes_max = 200;
inline constexpr std::size_t chat_message_bytes_max = 4'000;
inline constexpr std::size_t chat_session_bytes_max = 64;
inline constexpr int chat_messages_default = 50;
inline constexpr int chat_messages_max = 200;
inline constexpr int chats_at_once_max = 64;
inline constexpr int chats_at_once_per_user_max = 2;
inline constexpr std::size_t idempotency_key_bytes_max = 255;

}  // namespace lumen::limits

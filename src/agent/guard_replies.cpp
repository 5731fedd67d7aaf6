// SPDX-License-Identifier: Apache-2.0
#include "agent/guard_replies.h"

#include <algorithm>
#include <array>

namespace lumen::agent {
namespace {

struct Reply {
  std::string_view rule;
  std::string_view text;
};

constexpr auto replies = std::to_array<Reply>({
    {"input.self_harm",
     "I am sorry that things are this hard right now. You deserve support from a person, today. If you are in danger "
     "or "
     "have hurt yourself, call your local emergency number now. findahelpline.com lists free and confidential "
     "helplines "
     "in your country, by phone or chat. If you can, tell somebody near you how you feel. Skin care can wait."},
    {"input.diagnosis",
     "I cannot tell what it is: a photo shows how skin looks, not why. I can tell you what was measured, where, and "
     "how "
     "it compares with your earlier photos. For a name and a treatment, please show it to a doctor or dermatologist."},
    {"input.prescription_dose",
     "Medicines and their amounts are for your doctor or pharmacist, who know your health; please ask them before you "
     "start, change or stop one. I can help with your measurements, your routine and cosmetic products."},
    {"input.sexual_content", "I only talk about skin: your measurements, your routine and products."},
    {"input.profanity",
     "I would like to help with your skin. Ask me about your measurements, your routine or products."},
    {"input.prompt_injection",
     "I only talk about your own skin result, your routine and products, and how I work stays as it is. What would you "
     "like to know about your skin?"},
    {"input.too_long", "That message is too long for me. Please ask in fewer words, at most 4,000 characters."},
    {"output.too_long", "I could not put that briefly enough. Please ask about one thing at a time."},
});

}  // namespace

std::string_view guard_reply(std::string_view rule) {
  const auto found =
      std::find_if(replies.begin(), replies.end(), [&](const Reply& reply) { return reply.rule == rule; });
  if (found != replies.end()) return found->text;
  return "I cannot say that with good reason. Ask me about what was measured, your routine or products; a doctor can "
         "tell "
         "you what only a doctor knows.";
}

}  // namespace lumen::agent

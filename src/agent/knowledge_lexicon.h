// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words people ask with, and the concerns and topics of the library they mean: "zits" speaks of acne, "expecting"
// of pregnancy. For search only, never for judging a person. Pure.

#include "agent/knowledge.h"
#include "search/lexicon.h"

namespace lumen::agent {

search::Lexicon make_knowledge_lexicon(const Knowledge& knowledge);

}  // namespace lumen::agent

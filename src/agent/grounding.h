// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a remote model says must have a ground: a passage that a tool gave it or that Lumen knows, or something that
// was measured. A statement with neither is dropped, and what is dropped whole is said in Lumen's own words instead.
// Sentences of Lumen itself are grounded by their tests: each has a source or is about the photo. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "agent/cited_text.h"
#include "agent/final_answer.h"
#include "agent/knowledge.h"
#include "agent/skin_case.h"
#include "agent/tool_runner.h"
#include "base/metrics.h"

namespace lumen::agent {

class Grounding {
 public:
  // The rule's id in `guardrails` when something was dropped.
  static constexpr std::string_view rule = "output.ungrounded";

  // What the tools gave.
  struct Given {
    const std::vector<PassageSource>& passages;
    const std::vector<std::string>& product_ids;
  };

  // All of it outlives it.
  Grounding(const SkinCase& skin_case, const Knowledge& knowledge, Given given)
      : case_(skin_case), knowledge_(knowledge), given_(given) {}

  // The page an id stands for; null when neither a tool nor Lumen's own knowledge has it.
  const Citation* source(std::string_view id) const;

  // True for a statement that
  //   cites an id with a source, or a product that a tool gave,
  //   names a finding that was measured, a region that was measured, or a reading ("44 of 100", "44%"),
  //   only sends to a doctor or pharmacist, or to a patch test or sunscreen, and names no other ingredient, or
  //   is a question.
  bool holds(const CitedText& statement) const;

  // Erases what does not hold; how many that were.
  std::size_t keep(std::vector<CitedText>& statements) const;
  std::size_t keep(FinalAnswer& answer) const;

 private:
  bool names_measurement(std::string_view text) const;
  std::size_t keep_items(std::vector<std::string>& items, const Cites& cites) const;

  const SkinCase& case_;
  const Knowledge& knowledge_;
  Given given_;
};

// lumen_agent_ungrounded_total: statements of remote models that were dropped.
Counter& ungrounded_counter(Metrics& metrics);

// Adds a page that is not yet among them; nothing for null.
void add_source(std::vector<Citation>& citations, const Citation* source);

}  // namespace lumen::agent

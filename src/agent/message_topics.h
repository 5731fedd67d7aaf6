// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a message is about, read from its words: for the built-in rung, which has no model to understand it. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "domain/labels.h"

namespace lumen::agent {

struct MessageTopics {
  std::vector<Label> labels;             // concerns it names, in the order of all_labels
  std::vector<std::string> ingredients;  // that it names, as people call them: "retinol", "vitamin C"
  bool products = false;                 // wants something to buy or use
  bool routine = false;                  // order, morning, evening, together
  bool progress = false;                 // better, worse, since last time
  bool doctor = false;                   // whether to see one
  bool result = false;                   // asks about the reading itself
  bool greeting = false;                 // nothing but a greeting
  bool thanks = false;                   // nothing but thanks
};

MessageTopics topics_of(std::string_view message);

}  // namespace lumen::agent

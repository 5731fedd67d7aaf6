// SPDX-License-Identifier: Apache-2.0
#include "agent/guardrails.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <span>
#include <utility>

#include "agent/guard_patterns.h"
#include "agent/guard_replies.h"
#include "agent/hidden_text.h"
#include "agent/personal_data.h"
#include "agent/red_flags.h"
#include "base/encoding.h"

namespace lumen::agent {
namespace {

constexpr std::size_t not_after_reach_words = 6;

struct Rule {
  std::string id;
  GuardAction action;
  SetId patterns;
  std::optional<SetId> except;
  std::optional<SetId> unless;
  std::optional<SetId> not_after;
  std::optional<SetId> only_with;
};

class Tables {
 public:
  Tables() {
    for (const auto sets : {shared_sets(), injection_sets(), topic_sets(), answer_sets(), abroad_sets()}) {
      for (const GuardSetText& set : sets) patterns.add(std::string(set.name), set.patterns);
    }
    add(topic_rules(), "", message);
    add(abroad_topic_rules(), "", message);
    add(injection_rules(), "input.", message);
    add(injection_rules(), "data.", data);
    add(data_rules(), "data.", data);
    add(answer_rules(), "", answer);
    add(abroad_answer_rules(), "", answer);
  }

  GuardPatterns patterns;
  std::vector<Rule> message;
  std::vector<Rule> data;
  std::vector<Rule> answer;

 private:
  void add(std::span<const GuardRuleText> texts, std::string_view prefix, std::vector<Rule>& rules) {
    for (const GuardRuleText& text : texts) {
      Rule rule{std::string(prefix) + std::string(text.id), text.action, 0, {}, {}, {}, {}};
      rule.patterns = patterns.add("rule " + std::to_string(rule_count_++), text.patterns);
      rule.except = named(text.except);
      rule.unless = named(text.unless);
      rule.not_after = named(text.not_after);
      rule.only_with = named(text.only_with);
      rules.push_back(std::move(rule));
    }
  }
  std::optional<SetId> named(std::string_view name) {
    return name.empty() ? std::nullopt : std::optional(patterns.find(name));
  }

  std::size_t rule_count_ = 0;
};

const Tables& tables() {
  static const Tables made;
  return made;
}

struct Hit {
  std::string rule;
  GuardAction action;
  std::size_t begin;  // bytes of the text
  std::size_t end;
};

bool is_held_back(const Rule& rule, const WordSpan& span, GuardMatch& match) {
  const std::vector<GuardWord>& words = match.text().words;
  const std::size_t sentence = words[span.first].sentence;
  const auto any = [&](std::optional<SetId> set, auto holds) {
    if (!set) return false;
    const std::vector<WordSpan>& spans = match.spans(*set);
    return std::any_of(spans.begin(), spans.end(), holds);
  };
  if (rule.only_with && match.spans(*rule.only_with).empty()) return true;
  if (any(rule.except, [&](const WordSpan& other) { return other.first < span.last && span.first < other.last; }))
    return true;
  if (any(rule.unless, [&](const WordSpan& other) { return words[other.first].sentence == sentence; })) return true;
  return any(rule.not_after, [&](const WordSpan& other) {
    return words[other.first].sentence == sentence && other.last <= span.first &&
           other.last + not_after_reach_words > span.first;
  });
}

void add_hits(const std::vector<Rule>& rules, std::string_view text, std::vector<Hit>& hits) {
  GuardMatch match(tables().patterns, read_guard_text(text));
  for (const Rule& rule : rules) {
    for (const WordSpan& span : match.spans(rule.patterns)) {
      if (is_held_back(rule, span, match)) continue;
      const std::vector<GuardWord>& words = match.text().words;
      hits.push_back({rule.id, rule.action, words[span.first].begin, words[span.last - 1].end});
    }
  }
}

// What a text says, openly or in another writing.
std::vector<Hit> hits_in(const std::vector<Rule>& rules, std::string_view text) {
  std::vector<Hit> hits;
  add_hits(rules, text, hits);
  for (const HiddenText& hidden : decode_hidden(text)) {
    std::vector<Hit> inside;
    add_hits(rules, hidden.text, inside);
    for (Hit& hit : inside) hits.push_back({std::move(hit.rule), hit.action, hidden.begin, hidden.end});
  }
  return hits;
}

void note(std::vector<std::string>& rules, std::string_view rule) {
  if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.emplace_back(rule);
}

struct Cut {
  std::size_t begin;
  std::size_t end;
  std::string instead;
};

std::string without(std::string_view text, std::vector<Cut> cuts) {
  std::stable_sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.begin < b.begin; });
  std::string left;
  std::size_t at = 0;
  for (const Cut& cut : cuts) {
    if (cut.begin < at && cut.end <= at) continue;
    if (cut.begin > at) left += text.substr(at, cut.begin - at);
    if (cut.begin >= at) left += cut.instead;
    at = std::max(at, cut.end);
  }
  left += text.substr(std::min(at, text.size()));
  return left;
}

std::vector<Cut> personal_cuts(std::string_view text, std::string_view prefix, std::vector<std::string>& rules) {
  std::vector<Cut> cuts;
  for (const PersonalData& one : find_personal_data(text)) {
    note(rules, std::string(prefix) + std::string(one.kind));
    cuts.push_back({one.begin, one.end, "[" + std::string(one.kind) + "]"});
  }
  return cuts;
}

// Whole sentences that overlap a hit.
std::vector<Cut> sentence_cuts(std::string_view text, const std::vector<Hit>& hits) {
  std::vector<Cut> cuts;
  for (const GuardUnit& unit : read_guard_text(text).units) {
    const bool named = std::any_of(hits.begin(), hits.end(),
                                   [&](const Hit& hit) { return hit.begin < unit.end && unit.begin < hit.end; });
    if (named) cuts.push_back({unit.begin, unit.end, ""});
  }
  return cuts;
}

bool says_something(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }) >= 2;
}

GuardVerdict refused(GuardVerdict verdict, GuardAction action, std::string_view rule) {
  verdict.action = action;
  verdict.text.clear();
  verdict.reply = guard_reply(rule);
  return verdict;
}

std::string_view cut_to(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

// The strongest of the hits decides; help for a life comes before everything.
const Hit* strongest(const std::vector<Hit>& hits, GuardAction action) {
  const auto found = std::find_if(hits.begin(), hits.end(), [&](const Hit& hit) { return hit.action == action; });
  return found == hits.end() ? nullptr : &*found;
}

}  // namespace

GuardVerdict guard_message(std::string_view text) {
  GuardVerdict verdict;
  const std::string_view read = cut_to(text, message_bytes_max);
  std::vector<Hit> hits = hits_in(tables().message, read);
  for (const MachineMark& mark : machine_marks(read)) {
    hits.push_back({"input.prompt_injection", GuardAction::block, mark.begin, mark.end});
  }
  const std::vector<RedFlag> flags = red_flags_in(read);
  for (const Hit& hit : hits) note(verdict.rules, hit.rule);
  for (const RedFlag& flag : flags) note(verdict.rules, flag.rule);
  if (const Hit* hit = strongest(hits, GuardAction::refer))
    return refused(std::move(verdict), GuardAction::refer, hit->rule);
  if (!flags.empty()) {
    verdict.action = GuardAction::refer;
    verdict.reply = flags.front().referral;
    return verdict;
  }
  if (text.size() > message_bytes_max) {
    note(verdict.rules, "input.too_long");
    return refused(std::move(verdict), GuardAction::block, "input.too_long");
  }
  if (const Hit* hit = strongest(hits, GuardAction::block))
    return refused(std::move(verdict), GuardAction::block, hit->rule);

  std::vector<Cut> cuts = personal_cuts(text, "input.pii.", verdict.rules);
  for (const Hit& hit : hits) cuts.push_back({hit.begin, hit.end, "***"});
  verdict.action = cuts.empty() ? GuardAction::allow : GuardAction::redact;
  verdict.text = without(text, std::move(cuts));
  return verdict;
}

GuardVerdict guard_data(std::string_view text) {
  GuardVerdict verdict;
  const std::string_view read = cut_to(text, guarded_data_bytes_max);
  std::vector<Hit> hits = hits_in(tables().data, read);
  for (const MachineMark& mark : machine_marks(read)) {
    const bool active = mark.kind == MachineMark::Kind::active_content;
    hits.push_back(
        {active ? "data.active_content" : "data.prompt_injection", GuardAction::redact, mark.begin, mark.end});
  }
  for (const Hit& hit : hits) note(verdict.rules, hit.rule);
  if (read.size() < text.size()) note(verdict.rules, "data.too_long");
  verdict.action = verdict.rules.empty() ? GuardAction::allow : GuardAction::redact;
  verdict.text = hits.empty() ? std::string(read) : without(read, sentence_cuts(read, hits));
  return verdict;
}

GuardVerdict guard_answer(std::string_view text) {
  GuardVerdict verdict;
  const std::string_view read = cut_to(text, guarded_answer_bytes_max);
  const std::vector<Hit> hits = hits_in(tables().answer, read);
  for (const Hit& hit : hits) note(verdict.rules, hit.rule);
  std::vector<Cut> cuts = personal_cuts(read, "output.pii.", verdict.rules);
  const std::vector<Cut> sentences = sentence_cuts(read, hits);
  cuts.insert(cuts.end(), sentences.begin(), sentences.end());
  if (read.size() < text.size()) note(verdict.rules, "output.too_long");
  if (verdict.rules.empty()) {
    verdict.text = text;
    return verdict;
  }
  verdict.action = GuardAction::redact;
  verdict.text = without(read, std::move(cuts));
  if (!says_something(verdict.text))
    return refused(std::move(verdict), GuardAction::block, hits.empty() ? "" : hits.front().rule);
  return verdict;
}

const std::vector<std::string>& guard_rule_faults() { return tables().patterns.faults(); }

std::string_view to_string(GuardAction action) {
  switch (action) {
    case GuardAction::allow: return "allow";
    case GuardAction::redact: return "redact";
    case GuardAction::block: return "block";
    case GuardAction::refer: return "refer";
  }
  return "allow";
}

}  // namespace lumen::agent

// SPDX-License-Identifier: Apache-2.0
#include "agent/builtin_reply.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "agent/builtin_text.h"
#include "agent/case_words.h"
#include "agent/message_topics.h"
#include "agent/sentence_chooser.h"
#include "base/encoding.h"
#include "search/words.h"

namespace lumen::agent {
namespace {

constexpr std::size_t query_bytes_max = 200;
constexpr std::size_t labels_answered_max = 2;
constexpr std::size_t passages_shown_max = 2;
constexpr std::size_t products_named_max = 3;
constexpr int same_within_points = 4;  // of 100, as in builtin_text.cpp

bool is_offered(const ModelRequest& request, std::string_view tool) {
  return std::any_of(request.tools.begin(), request.tools.end(),
                     [&](const ToolSpec& spec) { return spec.name == tool; });
}

// At most `bytes_max` bytes, never half a character.
std::string shortened(std::string_view text, std::size_t bytes_max) {
  text = text.substr(0, bytes_max);
  while (!text.empty() && !is_utf8(text)) text.remove_suffix(1);
  return std::string(trim(text));
}

// The contents of successful results of one tool, in order.
std::vector<const json::object*> results_of(const ModelRequest& request, std::string_view tool) {
  std::vector<const json::object*> contents;
  for (const Message& message : request.transcript) {
    for (const ToolResult& result : message.results) {
      const json::object* content = result.content.if_object();
      if (result.name == tool && result.outcome == ToolOutcome::ok && content != nullptr) contents.push_back(content);
    }
  }
  return contents;
}

const json::array& list_in(const json::object& object, std::string_view name) {
  static const json::array none;
  const json::array* found = get_array(object, name);
  return found == nullptr ? none : *found;
}

bool small_talk(const MessageTopics& topics) { return topics.greeting || topics.thanks; }

// Who names no concern wants something for what this photo shows.
std::string product_query(const ModelRequest& request, const MessageTopics& topics, const std::string& query) {
  const Label top = rank_findings(request.skin_case->prediction).top.label;
  if (!topics.labels.empty() || top == Label::healthy) return query;
  return shortened(query, query_bytes_max - 20) + " for " + lower_name(top);
}

// What to look up: the message, or the photo's own finding when the message only asks for "my result". "" for what no
// passage can answer.
std::string knowledge_query(const ModelRequest& request, const MessageTopics& topics) {
  const bool names_something = !topics.labels.empty() || !topics.ingredients.empty();
  if (names_something || !(topics.result || topics.progress)) {
    return shortened(request.chat->message, query_bytes_max);
  }
  if (topics.progress) return "";
  const Label top = rank_findings(request.skin_case->prediction).top.label;
  return top == Label::healthy ? "daily skin care routine" : lower_name(top);
}

// Words of a question that say nothing of what it is about.
constexpr std::array<std::string_view, 40> asking_words = {
    "what", "which", "when", "where",  "does",  "should", "would",  "could", "tell",  "want",
    "know", "need",  "have", "with",   "about", "best",   "good",   "help",  "make",  "mean",
    "like", "much",  "many", "please", "your",  "from",   "this",   "that",  "there", "them",
    "they", "will",  "take", "give",   "look",  "feel",   "really", "thing", "ever",  "just"};

std::vector<std::string> telling_words(std::string_view text) {
  constexpr std::size_t length_min = 4;
  std::vector<std::string> words = search::split_words(text);
  std::erase_if(words, [](const std::string& word) {
    const bool asks = std::find(asking_words.begin(), asking_words.end(), word) != asking_words.end();
    return word.size() < length_min || asks || search::is_stop_word(word);
  });
  return words;
}

// Whether a passage speaks of what was asked: they share the beginning of a telling word ("irritate", "irritation").
bool speaks_of(std::string_view passage, const std::vector<std::string>& asked) {
  constexpr std::size_t beginning = 5;
  const std::vector<std::string> words = search::split_words(passage);
  return std::any_of(asked.begin(), asked.end(), [&](const std::string& word) {
    const std::string_view start = std::string_view(word).substr(0, beginning);
    return std::any_of(words.begin(), words.end(), [&](const std::string& one) { return one.starts_with(start); });
  });
}

class Composer {
 public:
  Composer(const ModelRequest& request, const Knowledge& knowledge)
      : request_(request),
        case_(*request.skin_case),
        knowledge_(knowledge),
        topics_(topics_of(request.chat->message)),
        ranked_(rank_findings(case_.prediction)),
        chooser_(seed_of(case_) + request.chat->earlier.size()) {}

  ChatAnswer compose() {
    if (topics_.greeting || topics_.thanks) {
      say(topics_.greeting ? "chat_hello" : "chat_thanks", {});
      return std::move(answer_);
    }
    readings();
    if (topics_.progress) progress();
    conflicts();
    const bool found = passages();
    if (!found && !topics_.progress) care();
    products();
    if (topics_.doctor) doctor();
    if (answer_.reply.empty()) say("chat_unknown", {});
    return std::move(answer_);
  }

 private:
  void add(std::string text, std::vector<std::string> cite = {}) {
    if (text.empty() || answer_.reply.size() == static_cast<std::size_t>(chat_statements_max)) return;
    answer_.reply.push_back({std::move(text), std::move(cite)});
  }

  // One sentence of a pool with its sources.
  void say(std::string_view pool, const Words& words) { add_one(pool, knowledge_.sentences(pool), words); }
  void add_one(std::string_view slot, const Passages& pool, const Words& words) {
    SentenceChooser chooser(chooser_);
    std::string text = chooser.choose(slot, pool, words);
    add(std::move(text), chooser.citations());
  }

  const Finding* finding_of(Label label) const {
    if (label == ranked_.top.label) return &ranked_.top;
    for (const Finding& finding : case_.prediction.findings) {
      if (finding.label == label) return &finding;
    }
    return nullptr;
  }

  Words words_of(const Finding& finding) const {
    const RegionWords region = region_to_name(case_, knowledge_, finding.label);
    Words words{{"sign", knowledge_.of(finding.label).sign},
                {"name", finding.label == Label::healthy ? "healthy-looking skin" : lower_name(finding.label)},
                {"where", region.where},
                {"region", region.region},
                {"score", points(finding.score)}};
    if (finding.measured) {
      words["extent"] = points(finding.extent);
      words["severity"] = to_string(severity_from_extent(finding.extent));
    }
    return words;
  }

  // The concerns that the message names; for "my result" the strongest one.
  std::vector<Label> asked_labels() const {
    std::vector<Label> labels = topics_.labels;
    if (labels.empty() && (topics_.result || topics_.progress)) labels.push_back(ranked_.top.label);
    if (labels.size() > labels_answered_max) labels.resize(labels_answered_max);
    return labels;
  }

  void readings() {
    for (const Label label : asked_labels()) {
      const Finding* finding = finding_of(label);
      if (finding == nullptr || label == Label::healthy) continue;
      const Words words = words_of(*finding);
      if (!finding->measured) {
        say("chat_finding_unmeasured", words);
      } else if (severity_from_extent(finding->extent) == Severity::none) {
        say("chat_finding_low", words);
      } else {
        say("chat_finding", words);
      }
    }
    if (topics_.result && asked_labels() == std::vector<Label>{Label::healthy}) healthy_reading();
  }

  void healthy_reading() {
    const bool watched = ranked_.next && severity_from_extent(ranked_.next->extent) != Severity::none;
    const bool flagged = !case_.red_flags.empty();
    say(flagged   ? "opening_healthy_flagged"
        : watched ? "opening_healthy_mixed"
                  : "opening_healthy",
        words_of(ranked_.top));
    if (!ranked_.next || flagged) return;
    say(watched ? "healthy_watch" : "healthy_largest",
        {{"other_name", lower_name(ranked_.next->label)},
         {"extent", points(ranked_.next->extent)},
         {"severity", std::string(to_string(severity_from_extent(ranked_.next->extent)))}});
  }

  void progress() {
    if (case_.history.empty()) return say("chat_no_history", {});
    for (const Label label : asked_labels()) {
      const Finding* now = finding_of(label);
      if (now == nullptr || !now->measured) continue;
      for (const PastResult& past : case_.history) {
        const auto then =
            std::find_if(past.extents.begin(), past.extents.end(), [&](const auto& one) { return one.first == label; });
        if (then == past.extents.end()) continue;
        compare(*now, past, then->second);
        break;
      }
    }
  }

  void compare(const Finding& now, const PastResult& past, double extent_then) {
    Words words = words_of(now);
    words["ago"] = ago_text(past.created_at_ms, case_.created_at_ms);
    words["before"] = points(extent_then);
    const int change = std::stoi(words["extent"]) - std::stoi(words["before"]);
    if (std::abs(change) < same_within_points) return say("history_same", words);
    say(change < 0 ? "history_better" : "history_worse", words);
  }

  void conflicts() {
    const auto checks = results_of(request_, check_routine);
    if (checks.empty()) return;
    std::size_t found = 0;
    for (const json::value& one : list_in(*checks.front(), "conflicts")) {
      const json::object* conflict = one.if_object();
      const auto reason = conflict == nullptr ? std::nullopt : get_string(*conflict, "reason");
      if (!reason) continue;
      ++found;
      say("chat_conflict", {{"conflict", *reason}});
    }
    if (found == 0 && topics_.ingredients.size() > 1) say("chat_no_conflict", {});
  }

  bool passages() {
    std::size_t shown = 0;
    const std::vector<std::string> asked = telling_words(knowledge_query(request_, topics_));
    for (const json::object* content : results_of(request_, search_knowledge)) {
      for (const json::value& one : list_in(*content, "passages")) {
        const json::object* passage = one.if_object();
        if (passage == nullptr || shown == passages_shown_max) break;
        auto id = get_string(*passage, "id");
        auto text = get_string(*passage, "text");
        if (!id || !text || text->size() > static_cast<std::size_t>(chat_statement_characters_max)) continue;
        if (!speaks_of(*id + " " + *text, asked)) continue;
        add(std::move(*text), {std::move(*id)});
        ++shown;
      }
    }
    return shown > 0;
  }

  // What the label's own knowledge says, when no passage answers.
  void care() {
    if (!case_.red_flags.empty()) return;
    for (const Label label : asked_labels()) {
      const Finding* finding = finding_of(label);
      if (finding == nullptr) continue;
      const LabelKnowledge& known = knowledge_.of(label);
      const std::string slot(to_string(label));
      const Words words = words_of(*finding);
      if (topics_.result) add_one("about." + slot, known.about, words);
      const std::vector<std::size_t> order = chooser_.order("chat." + slot, known.helps.size());
      std::size_t given = 0;
      for (const std::size_t index : order) {
        if (given == 2 || known.helps[index].from > finding->severity) continue;
        add_one("helps." + slot + std::to_string(index), known.helps[index].ways, words);
        ++given;
      }
    }
  }

  void products() {
    if (!topics_.products) return;
    if (!case_.red_flags.empty()) return say("chat_products_withheld", {});
    std::string names;
    for (const json::object* content : results_of(request_, search_products)) {
      for (const json::value& one : list_in(*content, "products")) {
        const json::object* product = one.if_object();
        if (product == nullptr || answer_.product_ids.size() == products_named_max) break;
        auto id = get_string(*product, "product_id");
        const auto name = get_string(*product, "name");
        if (!id || !name) continue;
        const std::string brand = get_string(*product, "brand").value_or("");
        names += (names.empty() ? "" : "; ") + *name + (brand.empty() ? "" : " by " + brand);
        answer_.product_ids.push_back(std::move(*id));
      }
    }
    if (names.empty()) return say("chat_no_products", {});
    say("chat_products", {{"products", names}});
  }

  void doctor() {
    say("chat_doctor", {});
    add(doctor_advice(case_, knowledge_), doctor_citations(case_, knowledge_));
  }

  const ModelRequest& request_;
  const SkinCase& case_;
  const Knowledge& knowledge_;
  MessageTopics topics_;
  RankedFindings ranked_;
  SentenceChooser chooser_;
  ChatAnswer answer_;
};

}  // namespace

std::vector<ToolCall> plan_reply(const ModelRequest& request) {
  const MessageTopics topics = topics_of(request.chat->message);
  std::vector<ToolCall> calls;
  const auto call = [&](std::string_view tool, json::object arguments) {
    if (!is_offered(request, tool)) return;
    calls.push_back({"call-" + std::to_string(calls.size() + 1), std::string(tool), std::move(arguments)});
  };
  const std::string query = shortened(request.chat->message, query_bytes_max);
  if (small_talk(topics) || query.empty()) return calls;
  const std::string wanted = knowledge_query(request, topics);
  if (!wanted.empty()) call(search_knowledge, {{"query", wanted}, {"limit", 3}});
  if (topics.products) call(search_products, {{"query", product_query(request, topics, query)}, {"limit", 5}});
  if (topics.routine && !topics.ingredients.empty()) {
    call(check_routine, {{"ingredients", json::array(topics.ingredients.begin(), topics.ingredients.end())}});
  }
  if (topics.progress) call(get_history, {});
  return calls;
}

ChatAnswer compose_reply(const ModelRequest& request, const Knowledge& knowledge) {
  return Composer(request, knowledge).compose();
}

}  // namespace lumen::agent

// SPDX-License-Identifier: Apache-2.0
#include "agent/builtin_text.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "agent/case_words.h"
#include "agent/sentence_chooser.h"
#include "agent/sentences.h"

namespace lumen::agent {
namespace {

constexpr int same_within_points = 4;  // of 100: a smaller change is within what light and distance do
constexpr std::size_t not_judged_names_max = 6;

std::string joined_names(const std::vector<Finding>& findings) {
  std::string text;
  const std::size_t shown = std::min(findings.size(), not_judged_names_max);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += (i + 1 == findings.size()) ? " and " : ", ";
    text += lower_name(findings[i].label);
  }
  if (shown < findings.size()) text += " and " + std::to_string(findings.size() - shown) + " more";
  return text;
}

class Composer {
 public:
  Composer(const SkinCase& skin_case, const Knowledge& knowledge)
      : case_(skin_case),
        knowledge_(knowledge),
        ranked_(rank_findings(skin_case.prediction)),
        chooser_(seed_of(skin_case)) {}

  BuiltinText compose(std::size_t product_count) {
    BuiltinText text;
    add(summary_, opening());
    add(summary_, evidence());
    add(summary_, healthy() ? largest_when_healthy() : others());
    add(summary_, history());
    add(summary_, not_judged());
    for (const std::string& note : case_.prediction.notes) add(summary_, clean_note(note));
    for (const RedFlag& flag : case_.red_flags) add(summary_, flag.referral);
    if (case_.red_flags.empty()) {
      add(summary_, chooser_.choose("about", top().about, words_of(ranked_.top)));
      text.recommendations = recommendations(product_count);
      text.care_instructions = care();
    } else {
      text.recommendations = referral_recommendations();
      text.care_instructions = referral_care();
    }
    text.summary = summary_;
    text.citation_ids = chooser_.citations();
    text.cites = std::move(cites_);
    return text;
  }

 private:
  bool healthy() const { return case_.prediction.condition == Label::healthy; }
  bool urgent() const { return !case_.red_flags.empty(); }
  const LabelKnowledge& top() const { return knowledge_.of(ranked_.top.label); }

  static void append(std::string& text, const std::string& sentence) {
    if (sentence.empty()) return;
    if (!text.empty()) text += ' ';
    text += sentence;
  }
  // Both take what the sentence was made of as its sources.
  void add(std::string& text, const std::string& sentences) {
    append(text, sentences);
    const std::vector<std::string> cite = chooser_.take_recent();
    for (std::string& sentence : split_sentences(sentences)) note_cites(std::move(sentence), cite);
  }
  void add(std::vector<std::string>& list, std::string sentence) {
    std::vector<std::string> cite = chooser_.take_recent();
    if (sentence.empty()) return;
    note_cites(sentence, std::move(cite));
    list.push_back(std::move(sentence));
  }
  void add(std::vector<std::string>& list, CitedText sentence) {
    chooser_.take_recent();
    note_cites(sentence.text, std::move(sentence.cite));
    list.push_back(std::move(sentence.text));
  }
  void note_cites(std::string text, std::vector<std::string> cite) {
    if (!cite.empty()) cites_.insert_or_assign(std::move(text), std::move(cite));
  }
  // A sentence that is put into another one hands on its sources.
  void pass_on_cites(const std::string& sentence) {
    const auto found = cites_.find(sentence);
    if (found != cites_.end()) chooser_.note_citations(found->second);
  }

  std::string say(std::string_view pool, const Words& words) {
    return chooser_.choose(pool, knowledge_.sentences(pool), words);
  }

  // The summary says where exactly; care applies to the whole region ("cheeks", not "left cheek").
  enum class Place { exact, broad };

  // {extent} and {severity} exist only where an extent was measured.
  Words words_of(const Finding& finding, Place place = Place::broad) const {
    const RegionWords region =
        place == Place::exact ? region_to_name(case_, knowledge_, finding.label) : care_region(finding.label);
    Words words{{"sign", knowledge_.of(finding.label).sign},
                {"name", finding.label == Label::healthy ? "healthy-looking skin" : lower_name(finding.label)},
                {"where", region.where},
                {"region", region.region},
                {"score", points(finding.score)}};
    if (finding.measured) {
      words["extent"] = points(finding.extent);
      words["severity"] = finding.severity == Severity::none ? "low" : to_string(finding.severity);
    }
    return words;
  }

  RegionWords care_region(Label label) const {
    const auto measured = measured_region(case_, knowledge_, label);
    if (!measured) return *knowledge_.region(knowledge_.of(label).where);
    return measured->broader.empty() ? *measured : *knowledge_.region(measured->broader);
  }

  std::string opening() {
    const Words words = words_of(ranked_.top, Place::exact);
    if (healthy()) return say(healthy_opening(), words);
    if (!ranked_.top.measured) return say("opening_unmeasured", words);
    return say(ranked_.top.severity == Severity::none ? "opening_none" : "opening", words);
  }

  // Nothing reassuring is said beside an urgent sign, and nothing of readings that were not taken.
  std::string_view healthy_opening() const {
    if (urgent()) return "opening_healthy_flagged";
    if (!ranked_.next) return "opening_healthy_unmeasured";
    return something_to_watch() ? "opening_healthy_mixed" : "opening_healthy";
  }

  std::string evidence() {
    const std::string note = clean_note(ranked_.top.note);
    return note.empty() || healthy() ? "" : say("note", {{"note", note}});
  }

  std::string largest_when_healthy() {
    if (!ranked_.next) return say("healthy_unmeasured", {});
    if (urgent()) return "";
    return say(something_to_watch() ? "healthy_watch" : "healthy_largest", next_words());
  }

  // Healthy by likelihood, and yet one extent reaches the mild band.
  bool something_to_watch() const { return ranked_.next && ranked_.next->severity != Severity::none; }

  // The largest measured extent beside the top finding's.
  Words next_words() const {
    return {{"other_name", lower_name(ranked_.next->label)},
            {"other_extent", points(ranked_.next->extent)},
            {"extent", points(ranked_.next->extent)},
            {"severity", std::string(to_string(ranked_.next->severity))}};
  }

  std::string other_item(const Finding& finding) { return say("other_item", words_of(finding)); }

  std::string others() {
    const auto& others = ranked_.others;
    if (others.empty()) return ranked_.next ? say("others_none", next_words()) : "";
    if (others.size() == 1) return say("others_one", {{"second", other_item(others[0])}});
    std::string text = say("others_many", {{"second", other_item(others[0])}, {"third", other_item(others[1])}});
    if (others.size() == 3) append(text, say("others_one_more", {}));
    if (others.size() > 3) append(text, say("others_more", {{"count", std::to_string(others.size() - 2)}}));
    return text;
  }

  std::string not_judged() {
    if (ranked_.not_judged.empty()) return "";
    return say("not_judged", {{"names", joined_names(ranked_.not_judged)}});
  }

  std::string history() {
    if (case_.history.empty()) return "";
    if (healthy() && (urgent() || something_to_watch())) return "";  // "nothing stands out" would be untrue
    if (ranked_.top.measured && !healthy()) {
      for (const PastResult& past : case_.history) {
        for (const auto& [label, extent] : past.extents) {
          if (label == ranked_.top.label) return compared(past, extent);
        }
      }
    }
    const PastResult& last = case_.history.front();
    const Words words{{"ago", ago_text(last.created_at_ms, case_.created_at_ms)},
                      {"before_name", lower_name(last.condition)}};
    if (!healthy()) return last.condition == ranked_.top.label ? "" : say("history_other", words);
    return say(last.condition == Label::healthy ? "history_healthy_still" : "history_healthy", words);
  }

  std::string compared(const PastResult& past, double extent_then) {
    Words words = words_of(ranked_.top);
    words["ago"] = ago_text(past.created_at_ms, case_.created_at_ms);
    words["before"] = points(extent_then);
    const int change = std::stoi(words["extent"]) - std::stoi(words["before"]);
    if (std::abs(change) < same_within_points) return say("history_same", words);
    return say(change < 0 ? "history_better" : "history_worse", words);
  }

  // The most useful advice first, then others of those that fit the severity.
  std::vector<std::string> helps(const Finding& finding, std::size_t count) {
    const LabelKnowledge& known = knowledge_.of(finding.label);
    const std::string slot = "helps." + std::string(to_string(finding.label));
    std::vector<std::string> chosen;
    std::vector<std::size_t> order = chooser_.order(slot, known.helps.size());
    std::stable_partition(order.begin(), order.end(), [](std::size_t index) { return index == 0; });
    for (const std::size_t index : order) {
      const Advice& advice = known.helps[index];
      if (chosen.size() == count) break;
      if (advice.from > finding.severity) continue;
      add(chosen, chooser_.choose(slot + std::to_string(index), advice.ways, words_of(finding)));
    }
    return chosen;
  }

  std::vector<std::string> recommendations(std::size_t product_count) {
    std::vector<std::string> list;
    const auto& others = ranked_.others;
    Words words = words_of(ranked_.top);
    if (!others.empty() && !healthy()) {
      words["second_name"] = lower_name(others[0].label);
      add(list, say(ranked_.top.measured ? "priority" : "priority_unmeasured", words));
    }
    const std::size_t help_count = case_.severity >= Severity::moderate || healthy() ? 3 : 2;
    std::vector<std::string> steps = helps(ranked_.top, help_count);
    if (!steps.empty() && ranked_.top.measured && !healthy()) {
      words["help"] = steps.front();
      steps.front() = say("first_help", words);
      pass_on_cites(words["help"]);
    }
    for (std::string& step : steps) add(list, std::move(step));
    for (std::size_t i = 0; i < std::min<std::size_t>(others.size(), 2); ++i) add(list, other_help(others[i]));
    if (product_count >= 2) {
      words["products"] = std::to_string(product_count) + " products";
      add(list, say("products", words));
    }
    return list;
  }

  std::string other_help(const Finding& finding) {
    const auto help = helps(finding, 1);
    if (help.empty()) return "";
    pass_on_cites(help.front());
    const std::string slot = "second_help." + std::string(to_string(finding.label));
    return chooser_.choose(slot, knowledge_.sentences("second_help"),
                           {{"second_name", lower_name(finding.label)}, {"help", help.front()}});
  }

  std::vector<std::string> care() {
    std::vector<std::string> list;
    const Words words = words_of(ranked_.top);
    add(list, chooser_.choose("morning", top().morning, words));
    add(list, chooser_.choose("evening", top().evening, words));
    for (CitedText& habit : chooser_.choose_cited("habits", top().habits, words, 2)) add(list, std::move(habit));
    add(list, say("sun", words));
    add(list, chooser_.choose("over_time", top().over_time, words));
    add(list, goal());
    return list;
  }

  // What the next photo is compared with.
  std::string goal() {
    if (healthy()) return ranked_.next ? say("healthy_goal", next_words()) : "";
    const long extent = std::lround(ranked_.top.extent * 100);
    if (!ranked_.top.measured || extent <= same_within_points) return "";
    Words words = words_of(ranked_.top);
    words["goal"] = std::to_string(extent - same_within_points);
    return say("goal", words);
  }

  std::vector<std::string> referral_recommendations() {
    std::vector<std::string> list;
    add(list, say("referral_first", {}));
    for (const RedFlag& flag : case_.red_flags) {
      add(list, CitedText{flag.referral, knowledge_.referral_citations(flag.rule)});
    }
    return list;
  }

  std::vector<std::string> referral_care() {
    std::vector<std::string> list;
    for (const Passage& passage : knowledge_.sentences("referral_care")) {
      chooser_.note_citations(passage.citations);
      add(list, CitedText{passage.text, passage.citations});
    }
    return list;
  }

  const SkinCase& case_;
  const Knowledge& knowledge_;
  RankedFindings ranked_;
  SentenceChooser chooser_;
  std::string summary_;
  Cites cites_;
};

void add_sentence(std::string& text, std::string_view sentence) {
  if (!text.empty()) text += ' ';
  text += sentence;
}

}  // namespace

BuiltinText compose_text(const SkinCase& skin_case, const Knowledge& knowledge, std::size_t product_count) {
  return Composer(skin_case, knowledge).compose(product_count);
}

std::string doctor_advice(const SkinCase& skin_case, const Knowledge& knowledge) {
  const RankedFindings ranked = rank_findings(skin_case.prediction);
  std::string text;
  for (const RedFlag& flag : skin_case.red_flags) add_sentence(text, flag.referral);
  if (ranked.top.severity == Severity::severe) add_sentence(text, knowledge.of(ranked.top.label).doctor_severe);
  add_sentence(text, knowledge.of(ranked.top.label).doctor_usual);
  for (const Finding& finding : ranked.others) {
    if (finding.severity == Severity::severe) add_sentence(text, knowledge.of(finding.label).doctor_severe);
  }
  add_sentence(text, knowledge.doctor_general());
  return text;
}

std::vector<std::string> doctor_citations(const SkinCase& skin_case, const Knowledge& knowledge) {
  const RankedFindings ranked = rank_findings(skin_case.prediction);
  std::vector<std::string> ids;
  const auto add = [&](const std::vector<std::string>& more) { ids.insert(ids.end(), more.begin(), more.end()); };
  for (const RedFlag& flag : skin_case.red_flags) add(knowledge.referral_citations(flag.rule));
  add(knowledge.of(ranked.top.label).doctor_citations);
  for (const Finding& finding : ranked.others) {
    if (finding.severity == Severity::severe) add(knowledge.of(finding.label).doctor_citations);
  }
  return ids;
}

}  // namespace lumen::agent

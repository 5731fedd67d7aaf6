// SPDX-License-Identifier: Apache-2.0
#include "agent/knowledge.h"

#include <algorithm>
#include <stdexcept>

#include "base/json.h"
#include "embedded/knowledge_acne.h"
#include "embedded/knowledge_blackheads.h"
#include "embedded/knowledge_common.h"
#include "embedded/knowledge_dark_circles.h"
#include "embedded/knowledge_dark_spots.h"
#include "embedded/knowledge_dry_skin.h"
#include "embedded/knowledge_eye_bags.h"
#include "embedded/knowledge_healthy.h"
#include "embedded/knowledge_hormonal_acne.h"
#include "embedded/knowledge_oily_skin.h"
#include "embedded/knowledge_passages.h"
#include "embedded/knowledge_pores.h"
#include "embedded/knowledge_skin_redness.h"
#include "embedded/knowledge_whiteheads.h"
#include "embedded/knowledge_wrinkles.h"

namespace lumen::agent {
namespace {

// Reading our own files: json's own exceptions say what is wrong and `load` turns them into an Error.
std::string text_of(const json::value& value) { return std::string(value.as_string()); }

std::vector<std::string> texts_of(const json::value& value) {
  std::vector<std::string> texts;
  for (const json::value& one : value.as_array()) texts.push_back(text_of(one));
  return texts;
}

std::vector<std::string> citations_of(const json::object& object, std::string_view name) {
  const json::value* ids = object.if_contains(name);
  return ids == nullptr ? std::vector<std::string>{} : texts_of(*ids);
}

// "sentence" or {"text": "sentence", "cite": [...]}.
Passages passages_of(const json::value& value) {
  Passages passages;
  for (const json::value& one : value.as_array()) {
    if (one.is_string()) {
      passages.push_back({text_of(one), {}});
    } else {
      passages.push_back({text_of(one.as_object().at("text")), citations_of(one.as_object(), "cite")});
    }
  }
  return passages;
}

Advice advice_of(const json::object& object) {
  Advice advice;
  advice.ways = passages_of(object.at("text"));
  if (const json::value* from = object.if_contains("from")) {
    advice.from = parse_severity(from->as_string()).value();
  }
  return advice;
}

LabelKnowledge label_of(const json::object& object) {
  LabelKnowledge known;
  known.sign = text_of(object.at("sign"));
  known.where = text_of(object.at("where"));
  known.measurements = texts_of(object.at("measurements"));
  known.query = text_of(object.at("query"));
  known.about = passages_of(object.at("about"));
  for (const json::value& help : object.at("helps").as_array()) known.helps.push_back(advice_of(help.as_object()));
  known.morning = passages_of(object.at("morning"));
  known.evening = passages_of(object.at("evening"));
  known.habits = passages_of(object.at("habits"));
  known.over_time = passages_of(object.at("over_time"));
  known.doctor_usual = text_of(object.at("doctor").at("usual"));
  known.doctor_severe = text_of(object.at("doctor").at("severe"));
  known.doctor_citations = citations_of(object, "doctor_cite");
  return known;
}

// The body and, when the page states one, the year.
Citation source_of(const json::object& source) {
  const json::value& year = source.at("year");
  const std::string body = text_of(source.at("body"));
  return {text_of(source.at("title")), year.is_int64() ? body + ", " + std::to_string(year.as_int64()) : body,
          text_of(source.at("url"))};
}

LibraryPassage library_passage_of(const json::object& object) {
  LibraryPassage passage;
  passage.id = text_of(object.at("id"));
  passage.text = text_of(object.at("text"));
  passage.source = text_of(object.at("source"));
  passage.topics = texts_of(object.at("topics"));
  for (const std::string& label : texts_of(object.at("labels"))) passage.labels.push_back(parse_label(label).value());
  return passage;
}

}  // namespace

Result<Knowledge> Knowledge::load() {
  namespace files = lumen::embedded;
  try {
    Knowledge knowledge;
    for (const std::string_view file :
         {files::knowledge_acne(), files::knowledge_hormonal_acne(), files::knowledge_blackheads(),
          files::knowledge_whiteheads(), files::knowledge_dark_spots(), files::knowledge_dark_circles(),
          files::knowledge_eye_bags(), files::knowledge_pores(), files::knowledge_wrinkles(),
          files::knowledge_dry_skin(), files::knowledge_oily_skin(), files::knowledge_skin_redness(),
          files::knowledge_healthy()}) {
      const json::value parsed = json::parse(file);
      const Label label = parse_label(text_of(parsed.at("label"))).value();
      knowledge.labels_[static_cast<std::size_t>(label)] = label_of(parsed.as_object());
    }
    const json::value common = json::parse(files::knowledge_common());
    for (const auto& [name, value] : common.as_object()) {
      if (value.is_array()) knowledge.sentences_[name] = passages_of(value);
      if (value.is_string()) knowledge.sentences_[name] = {{text_of(value), {}}};
    }
    for (const auto& [name, words] : common.at("regions").as_object()) {
      const auto texts = texts_of(words);
      knowledge.regions_[name] = {texts.at(0), texts.at(1), texts.size() > 2 ? texts[2] : std::string()};
    }
    for (const auto& [id, source] : common.at("citations").as_object()) {
      knowledge.citations_[id] = {text_of(source.at("title")), text_of(source.at("source")), text_of(source.at("url"))};
    }
    for (const auto& [rule, ids] : common.at("red_flag_cite").as_object()) {
      knowledge.referral_citations_[rule] = texts_of(ids);
    }
    knowledge.doctor_general_ = text_of(common.at("doctor_general"));
    const json::value library = json::parse(files::knowledge_passages());
    for (const auto& [id, source] : library.at("sources").as_object()) {
      knowledge.citations_[id] = source_of(source.as_object());
    }
    for (const json::value& passage : library.at("passages").as_array()) {
      knowledge.library_.push_back(library_passage_of(passage.as_object()));
    }
    std::sort(knowledge.library_.begin(), knowledge.library_.end(),
              [](const LibraryPassage& a, const LibraryPassage& b) { return a.id < b.id; });
    return knowledge;
  } catch (const std::exception& failure) {
    return fail(internal(std::string("knowledge: ") + failure.what()));
  }
}

const Passages& Knowledge::sentences(std::string_view name) const {
  static const Passages none;
  const auto found = sentences_.find(name);
  return found == sentences_.end() ? none : found->second;
}

const RegionWords* Knowledge::region(std::string_view name) const {
  const auto found = regions_.find(name);
  return found == regions_.end() ? nullptr : &found->second;
}

const std::vector<std::string>& Knowledge::referral_citations(std::string_view rule) const {
  static const std::vector<std::string> none;
  const auto found = referral_citations_.find(rule);
  return found == referral_citations_.end() ? none : found->second;
}

const Citation* Knowledge::citation(std::string_view id) const {
  if (const auto found = citations_.find(id); found != citations_.end()) return &found->second;
  const LibraryPassage* passage = library_passage(id);
  if (passage == nullptr) return nullptr;
  const auto found = citations_.find(passage->source);
  return found == citations_.end() ? nullptr : &found->second;
}

const LibraryPassage* Knowledge::library_passage(std::string_view id) const {
  const auto found = std::lower_bound(library_.begin(), library_.end(), id,
                                      [](const LibraryPassage& one, std::string_view key) { return one.id < key; });
  return found == library_.end() || found->id != id ? nullptr : &*found;
}

}  // namespace lumen::agent

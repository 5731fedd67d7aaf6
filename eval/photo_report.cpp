// SPDX-License-Identifier: Apache-2.0
#include "eval/photo_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "eval/photo_figures.h"

namespace lumen::eval {
namespace {

constexpr double mean_auroc_goal = 0.85;
constexpr double least_auroc_goal = 0.75;  // of labels with `enough_positives`
constexpr int enough_positives = 8;

Mark against(double value, double goal) { return value >= goal ? Mark::met : Mark::missed; }

std::string joined(const std::vector<Label>& labels) {
  std::string text;
  for (const Label label : labels) text += (text.empty() ? "" : " ") + std::string(to_string(label));
  return text;
}

std::string answer(const ScoredPhoto& photo) {
  const auto& order = photo.scores.order;
  return fmt::format("{} {:.2f}, {} {:.2f}", to_string(order[0]), score_of(photo, order[0]), to_string(order[1]),
                     score_of(photo, order[1]));
}

Table totals(const Part& part, const std::string& name) {
  const MeanAuroc all = mean_auroc(part, 1);
  const MeanAuroc enough = mean_auroc(part, enough_positives);
  Table table{name + "totals", "Totals", "", {"figure", "value", "of"}, {}};
  table.rows.push_back({"mean AUROC", Cell(all.value, 3, against(all.value, mean_auroc_goal)),
                        fmt::format("{} labels, goal {:.2f}", all.labels, mean_auroc_goal)});
  table.rows.push_back(
      {"mean AUROC, labels with at least 8", Cell(enough.value, 3), fmt::format("{} labels", enough.labels)});
  const std::string photos = fmt::format("{} photos", part.size());
  table.rows.push_back({"top 1", Cell(share_right(part, 1), 3), photos});
  table.rows.push_back({"top 2", Cell(share_right(part, 2), 3), photos});
  table.rows.push_back({"calibration error of the first label", Cell(calibration_of_first(part), 3), photos});
  return table;
}

Table by_label(const Part& part, const std::string& name) {
  Table table{
      name + "labels",
      "By label",
      "AUROC: photos with the label against all others, 95 % interval (DeLong). Within: only pairs of photos of "
      "one source. Measured: share in which the label could be judged. ECE: of the score as a probability.",
      {"label", "photos", "AUROC", "low", "high", "against healthy", "within", "measured", "top 1", "top 2", "ECE"},
      {}};
  for (const Label label : labels_in(part)) {
    const Auroc rest = auroc_against_rest(part, label);
    const WithinSource within = auroc_within_source(part, label);
    Part own;
    for (const ScoredPhoto* photo : part) {
      if (shows(*photo, label)) own.push_back(photo);
    }
    const auto measured = std::count_if(own.begin(), own.end(),
                                        [&](const auto* photo) { return photo->scores.measured[std::size_t(label)]; });
    const bool judged = rest.positives >= enough_positives;
    table.rows.push_back(
        {std::string(to_string(label)), rest.positives,
         Cell(rest.value, 3, judged ? against(rest.value, least_auroc_goal) : Mark::none), Cell(rest.low, 3),
         Cell(rest.high, 3), label == Label::healthy ? Cell("") : Cell(auroc_against_healthy(part, label).value, 3),
         within.pairs > 0 ? Cell(within.value, 3) : Cell("–"), Cell(double(measured) / double(own.size()), 2),
         Cell(share_right(own, 1), 2), Cell(share_right(own, 2), 2), Cell(calibration_of_label(part, label), 3)});
  }
  return table;
}

std::vector<Cell> row_of(std::string name, const Part& part) {
  const MeanAuroc auroc = mean_auroc(part, 3);
  return {std::move(name),
          int(part.size()),
          auroc.labels > 0 ? Cell(auroc.value, 3) : Cell("–"),
          auroc.labels,
          Cell(share_right(part, 1), 3),
          Cell(share_right(part, 2), 3),
          Cell(calibration_of_first(part), 3)};
}

const std::vector<std::string> part_columns = {"part", "photos", "mean AUROC", "labels", "top 1", "top 2", "ECE"};

Table by_source(const Part& part, const std::string& name) {
  std::map<std::string, Part> sources;
  for (const ScoredPhoto* photo : part) sources[photo->photo.source].push_back(photo);
  Table table{name + "sources",
              "By source",
              "AUROC within the source, over labels with at least 3 photos of it.",
              part_columns,
              {}};
  for (const auto& [source, photos] : sources) {
    table.rows.push_back(row_of(source.empty() ? "(not stated)" : source, photos));
  }
  return table;
}

Table by_tone(const Part& part, const std::string& name) {
  Part order = part;
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->scores.tone < b->scores.tone; });
  Table table{name + "tones",
              "By third of measured skin tone",
              "By the photo's own typology angle, so light and exposure play in. Labels with at least 3 photos in the "
              "third.",
              part_columns,
              {}};
  constexpr std::array<const char*, 3> thirds = {"darkest", "middle", "lightest"};
  for (std::size_t third = 0; third < 3; ++third) {
    const auto begin = std::ptrdiff_t(order.size() * third / 3);
    const auto end = std::ptrdiff_t(order.size() * (third + 1) / 3);
    const Part photos(order.begin() + begin, order.begin() + end);
    if (photos.empty()) continue;
    const std::string span =
        fmt::format("{} ({:.0f}°..{:.0f}°)", thirds[third], photos.front()->scores.tone, photos.back()->scores.tone);
    table.rows.push_back(row_of(span, photos));
  }
  return table;
}

Table refusals(const Part& part, const std::string& name) {
  std::map<std::string, std::pair<int, int>> codes;
  for (const ScoredPhoto* photo : part) {
    if (!photo->refusal.empty()) ++codes[photo->refusal].first;
    if (!photo->refusal_normalised.empty()) ++codes[photo->refusal_normalised].second;
  }
  Table table{name + "refusals",
              "What the gate would refuse",
              "Every photo was scored all the same.",
              {"reason", "as it came", "as measured"},
              {}};
  for (const auto& [code, counts] : codes) table.rows.push_back({code, counts.first, counts.second});
  return table;
}

Table confusion(const Part& part, const std::string& name) {
  std::set<Label> answered;
  for (const ScoredPhoto* photo : part) answered.insert(photo->scores.order[0]);
  Table table{name + "confusion", "What was answered first", "Rows: the true label.", {"label"}, {}};
  for (const Label label : answered) table.columns.emplace_back(to_string(label));
  for (const Label truth : labels_in(part)) {
    std::vector<Cell> row{std::string(to_string(truth))};
    for (const Label label : answered) {
      row.emplace_back(int(std::count_if(part.begin(), part.end(), [&](const auto* photo) {
        return shows(*photo, truth) && photo->scores.order[0] == label;
      })));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

// A photo that hurts a label's AUROC, with the share of opposite photos it is on the wrong side of.
struct Miss {
  const ScoredPhoto* photo;
  Label label;
  double wrong;
};

std::vector<Miss> misses_of(const Part& part, Label label, bool positives) {
  std::vector<Miss> misses;
  for (const ScoredPhoto* photo : part) {
    if (shows(*photo, label) != positives) continue;
    double opposite = 0;
    double wrong = 0;
    for (const ScoredPhoto* other : part) {
      if (shows(*other, label) == positives) continue;
      const double lead = score_of(*photo, label) - score_of(*other, label);
      opposite += 1;
      wrong += lead == 0 ? 0.5 : ((lead < 0) == positives ? 1 : 0);
    }
    if (opposite > 0) misses.push_back({photo, label, wrong / opposite});
  }
  std::stable_sort(misses.begin(), misses.end(), [](const Miss& a, const Miss& b) { return a.wrong > b.wrong; });
  misses.resize(std::min<std::size_t>(misses.size(), 4));
  return misses;
}

Table worst(const Part& part, const std::string& name) {
  Table table{name + "worst",
              "The worst misses",
              "Missed: shows the label but scores under this share of the photos without it. Feigned: the other way.",
              {"label", "kind", "share", "photo", "score", "answer", "gate"},
              {}};
  for (const Label label : labels_in(part)) {
    for (const bool positives : {true, false}) {
      for (const Miss& miss : misses_of(part, label, positives)) {
        if (miss.wrong < 0.5) continue;
        table.rows.push_back({std::string(to_string(label)), positives ? "missed" : "feigned", Cell(miss.wrong, 2),
                              miss.photo->photo.name, Cell(score_of(*miss.photo, label), 3), answer(*miss.photo),
                              miss.photo->refusal});
      }
    }
  }
  return table;
}

Gallery pictures(const Part& part) {
  Gallery gallery{"All photos", "As they were measured. First line: what is true.", {}};
  for (const ScoredPhoto* photo : part) {
    const std::string gate = photo->refusal.empty() ? "" : " · gate: " + photo->refusal;
    gallery.pictures.push_back({fmt::format("{}{} → {}{} · {}", first_is_right(*photo, 1) ? "" : "✗ ",
                                            joined(photo->photo.labels), answer(*photo), gate, photo->photo.name),
                                photo->bgr});
  }
  return gallery;
}

void add_part(Report& report, const Part& part, const std::string& name, const std::string& prefix) {
  if (part.empty()) return;
  for (Table table : {totals(part, name), by_label(part, name), by_source(part, name), by_tone(part, name),
                      refusals(part, name), confusion(part, name), worst(part, name)}) {
    table.title = prefix + table.title;
    report.parts.emplace_back(std::move(table));
  }
}

void say_unused(Report& report, const std::string& what, const std::vector<std::string>& names) {
  if (names.empty()) return;
  report.remarks.push_back(fmt::format("{}: {}", what, names.size()));
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 5); ++i) report.remarks.push_back("  " + names[i]);
}

}  // namespace

Report report_photos(const ScoredSet& scored, const std::vector<std::string>& skipped) {
  const Part own = part_of(scored.photos, [](const auto& photo) { return !photo.photo.training; });
  const Part training = part_of(scored.photos, [](const auto& photo) { return photo.photo.training; });
  Report report{"Lumen on labelled photos", {}, {}};
  report.remarks.push_back(fmt::format("{} photos; training photos, reported apart: {}", own.size(), training.size()));
  say_unused(report, "skipped", skipped);
  say_unused(report, "unreadable", scored.unreadable);
  add_part(report, own, "", "");
  add_part(report, training, "training_", "Training: ");
  report.parts.emplace_back(pictures(own));
  return report;
}

}  // namespace lumen::eval

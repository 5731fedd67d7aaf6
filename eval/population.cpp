// SPDX-License-Identifier: Apache-2.0
#include "eval/population.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <set>

#include "eval/draw_case.h"
#include "eval/read_scores.h"
#include "eval/statistics.h"
#include "tests/photos/skin_colour.h"

namespace lumen::eval {
namespace {

constexpr std::uint64_t first_case = 20'000;

struct Outcome {
  double hardness = 0;
  std::array<double, concern_count> levels{};
  ConcernScores scores;
  double lesions_drawn = 0;
  double line_overlap = 0;  // Jaccard; negative when no line was drawn
  bool face = false;
  ConcernScores clear;  // the same person without any cause
  int tone = 0;
};

double count_of(const test::DrawnPerson& truth, Concern kind) {
  return double(std::count_if(truth.spots.begin(), truth.spots.end(), [&](const auto& s) { return s.kind == kind; }));
}

double compare_lines(const DrawnPhoto& drawn, const skin::Analysis& analysis) {
  if (cv::countNonZero(drawn.truth.lines) == 0) return -1;
  const int reach = int(std::lround(line_tolerance_mm * drawn.truth.px_per_mm));
  const cv::Mat wide = cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * reach + 1, 2 * reach + 1));
  cv::Mat truth;
  cv::Mat found;
  cv::dilate(drawn.truth.lines, truth, wide);
  cv::dilate(read_lines(analysis, drawn.photo.bgr.size()), found, wide);
  return jaccard(cv::countNonZero(truth & found), cv::countNonZero(truth), cv::countNonZero(found));
}

Outcome measure(const skin::Engine& engine, std::uint64_t number) {
  Case one = random_case(number);
  Outcome outcome;
  outcome.hardness = one.hardness;
  outcome.tone = int(std::lround(one.person.tone));
  outcome.clear = read_concerns(engine.measure_anyway(take_photo(one.person).photo));
  outcome.levels = add_random_causes(one, number);
  const DrawnPhoto drawn = take_photo(one.person);
  const skin::Analysis analysis = engine.measure_anyway(drawn.photo);
  outcome.scores = read_concerns(analysis);
  outcome.lesions_drawn = count_of(drawn.truth, Concern::inflamed_lesions);
  outcome.line_overlap = compare_lines(drawn, analysis);
  outcome.face = outcome.scores.face;
  return outcome;
}

using Outcomes = std::vector<Outcome>;

template <class Read>
std::vector<double> column(const Outcomes& outcomes, const Read& read) {
  std::vector<double> values;
  for (const Outcome& one : outcomes) values.push_back(double(read(one)));
  return values;
}

double rho_of(const Outcomes& outcomes, std::size_t cause, std::size_t score) {
  return spearman(column(outcomes, [&](const auto& o) { return o.levels[cause]; }),
                  column(outcomes, [&](const auto& o) { return o.scores.score[score]; }));
}

double largest_foreign(const Outcomes& outcomes, std::size_t score) {
  double largest = 0;
  for (std::size_t cause = 0; cause < concern_count; ++cause) {
    if (cause == score || expected_pair(Concern(score), Concern(cause))) continue;
    largest = std::max(largest, std::abs(rho_of(outcomes, cause, score)));
  }
  return largest;
}

std::string name_of(std::size_t concern) { return std::string(to_string(Concern(concern))); }

Table cross_talk_table(const Outcomes& outcomes) {
  Table table{"cross_talk",
              "Every score against every cause",
              fmt::format("Rows: scores; columns: causes in the same order. Spearman's rho over {} people whose causes "
                          "vary independently; chance alone gives up to {:.2f} (95 %). In brackets: expected.",
                          outcomes.size(), 1.96 / std::sqrt(double(outcomes.size()))),
              {"score"},
              {}};
  for (std::size_t cause = 0; cause < concern_count; ++cause) table.columns.push_back(fmt::format("{}", cause + 1));
  for (std::size_t score = 0; score < concern_count; ++score) {
    std::vector<Cell> row{fmt::format("{} {}", score + 1, name_of(score))};
    for (std::size_t cause = 0; cause < concern_count; ++cause) {
      const double rho = rho_of(outcomes, cause, score);
      if (cause != score && expected_pair(Concern(score), Concern(cause))) {
        row.emplace_back(fmt::format("({:.2f})", rho));
      } else {
        row.emplace_back(rho, 2, cause != score && std::abs(rho) > 0.15 ? Mark::missed : Mark::none);
      }
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

struct Summary {
  double lesion_count = 0;
  double line_jaccard = 0;
  double face_found = 0;
  double tone = 0;
};

Summary summarise(const Outcomes& outcomes) {
  Summary summary;
  summary.lesion_count =
      pearson(column(outcomes, [](const auto& o) { return o.lesions_drawn; }),
              column(outcomes, [](const auto& o) { return o.scores.count[std::size_t(Concern::inflamed_lesions)]; }));
  std::vector<double> overlaps = column(outcomes, [](const auto& o) { return o.line_overlap; });
  std::erase_if(overlaps, [](double overlap) { return overlap < 0; });
  summary.line_jaccard = mean(overlaps);
  summary.face_found = mean(column(outcomes, [](const auto& o) { return o.face ? 1 : 0; }));
  summary.tone = mean(column(outcomes, [](const auto& o) {
    return o.clear.monk_tone > 0 && std::abs(o.clear.monk_tone - o.tone) <= 1 ? 1 : 0;
  }));
  return summary;
}

Table tone_table(const Outcomes& outcomes) {
  Table table{"tone",
              "Skin tone",
              "Clear skin of a known Monk tone, in all kinds of light.",
              {"tone", "people", "mean answer", "within one step", "face found"},
              {}};
  for (int tone = 1; tone <= test::monk_tones; ++tone) {
    std::vector<double> answers;
    std::vector<double> near;
    std::vector<double> face;
    for (const Outcome& one : outcomes) {
      if (one.tone != tone) continue;
      answers.push_back(one.clear.monk_tone);
      near.push_back(one.clear.monk_tone > 0 && std::abs(one.clear.monk_tone - tone) <= 1 ? 1 : 0);
      face.push_back(one.clear.face ? 1 : 0);
    }
    table.rows.push_back({tone, int(answers.size()), Cell(mean(answers), 1), Cell(mean(near), 2), Cell(mean(face), 2)});
  }
  return table;
}

}  // namespace

bool expected_pair(Concern score, Concern cause) {
  static const std::set<std::pair<Concern, Concern>> pairs = {
      // Comedones are blackheads and whiteheads together.
      {Concern::comedones, Concern::blackheads},
      {Concern::comedones, Concern::whiteheads},
      {Concern::blackheads, Concern::comedones},
      {Concern::whiteheads, Concern::comedones},
      // Wrinkles and fine lines are looked for on forehead and around the eyes too, and told apart by their depth.
      {Concern::wrinkles, Concern::forehead_lines},
      {Concern::wrinkles, Concern::crows_feet},
      {Concern::fine_lines, Concern::forehead_lines},
      {Concern::fine_lines, Concern::crows_feet},
  };
  return pairs.contains({score, cause});
}

Chapter run_population(const EngineCrew& crew, int people) {
  Outcomes outcomes(std::size_t(people), Outcome{});
  crew.run(outcomes.size(), [&](std::size_t index, const skin::Engine& engine) {
    outcomes[index] = measure(engine, first_case + index);
  });
  Outcomes hardest;
  for (const std::size_t i : hardest_third(column(outcomes, [](const auto& o) { return o.hardness; }))) {
    hardest.push_back(outcomes[i]);
  }
  Chapter chapter;
  for (std::size_t score = 0; score < concern_count; ++score) {
    chapter.figures.push_back({"cross_talk." + name_of(score), largest_foreign(outcomes, score),
                               largest_foreign(hardest, score), 0.15, Better::lower, people});
  }
  for (std::size_t score = 0; score < concern_count; ++score) {
    chapter.figures.push_back({"own_cause." + name_of(score), rho_of(outcomes, score, score),
                               rho_of(hardest, score, score), 0.60, Better::higher, people});
  }
  const Summary all = summarise(outcomes);
  const Summary hard = summarise(hardest);
  chapter.figures.push_back({"lesion_count", all.lesion_count, hard.lesion_count, 0.95, Better::higher, people});
  chapter.figures.push_back({"line_jaccard", all.line_jaccard, hard.line_jaccard, 0.76, Better::higher, people});
  chapter.figures.push_back({"tone", all.tone, hard.tone, 0.95, Better::higher, people});
  chapter.figures.push_back({"face_found", all.face_found, hard.face_found, 0.95, Better::higher, people});
  chapter.tables.push_back(cross_talk_table(outcomes));
  chapter.tables.push_back(tone_table(outcomes));
  return chapter;
}

}  // namespace lumen::eval

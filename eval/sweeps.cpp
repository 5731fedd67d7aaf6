// SPDX-License-Identifier: Apache-2.0
#include "eval/sweeps.h"

#include <fmt/format.h>

#include <cmath>

#include "eval/draw_case.h"
#include "eval/read_scores.h"
#include "eval/statistics.h"

namespace lumen::eval {
namespace {

constexpr std::uint64_t first_person = 5'000;

// Scores by cause, person and level.
class Sweeps {
 public:
  explicit Sweeps(const SweepSize& size) : size_(size) {
    for (int i = 0; i < size.people; ++i) {
      Case one = random_case(first_person + std::uint64_t(i));
      one.person.tone = 1 + (i * 7) % 10;  // every third of the scale
      people_.push_back(one);
      hardness_.push_back(one.hardness);
    }
    scores_.resize(concern_count * people_.size() * std::size_t(size.levels));
  }

  void run(const EngineCrew& crew) {
    crew.run(scores_.size(), [&](std::size_t index, const skin::Engine& engine) {
      const std::size_t level = index % std::size_t(size_.levels);
      const std::size_t person = index / std::size_t(size_.levels) % people_.size();
      const std::size_t cause = index / std::size_t(size_.levels) / people_.size();
      Case one = people_[person];
      apply_cause(one.person, Concern(cause), level_of(int(level)));
      scores_[index] = read_concerns(engine.measure_anyway(take_photo(one.person).photo));
    });
  }

  double level_of(int level) const { return double(level) / (size_.levels - 1); }
  const ConcernScores& at(std::size_t cause, std::size_t person, int level) const {
    return scores_[(cause * people_.size() + person) * std::size_t(size_.levels) + std::size_t(level)];
  }
  std::vector<double> levels() const {
    std::vector<double> all;
    for (int level = 0; level < size_.levels; ++level) all.push_back(level_of(level));
    return all;
  }
  // One person's scores of `concern` while `cause` rises.
  std::vector<double> series(std::size_t cause, std::size_t person, std::size_t concern) const {
    std::vector<double> values;
    for (int level = 0; level < size_.levels; ++level) values.push_back(at(cause, person, level).score[concern]);
    return values;
  }
  std::vector<double> quantities(std::size_t cause, std::size_t person) const {
    std::vector<double> values;
    for (int level = 0; level < size_.levels; ++level) values.push_back(at(cause, person, level).quantity[cause]);
    return values;
  }

  // Measured as a face at every level.
  bool face_found(std::size_t cause, std::size_t person) const {
    for (int level = 0; level < size_.levels; ++level) {
      if (!at(cause, person, level).face) return false;
    }
    return true;
  }

  const std::vector<Case>& people() const { return people_; }
  const std::vector<double>& hardness() const { return hardness_; }
  int level_count() const { return size_.levels; }

 private:
  SweepSize size_;
  std::vector<Case> people_;
  std::vector<double> hardness_;
  std::vector<ConcernScores> scores_;
};

std::string name_of(std::size_t concern) { return std::string(to_string(Concern(concern))); }

void add_monotonicity(Chapter& chapter, const Sweeps& sweeps) {
  const auto hardest = hardest_third(sweeps.hardness());
  Table table{"sweeps",
              "Each score while its cause rises",
              "rho: of level and score; of the quantity behind it, which does not stop at 0 and 100. Score at level 0, "
              "one half and 1, mean over people. Face found: "
              "only people whose face was found at every level.",
              {"concern", "rho", "rho of quantity", "least", "rho, face found", "people", "at 0", "at half", "at 1"},
              {}};
  for (std::size_t concern = 0; concern < concern_count; ++concern) {
    std::vector<double> rho;
    std::vector<double> rho_quantity;
    std::vector<double> rho_found;
    std::array<std::vector<double>, 3> at;
    for (std::size_t person = 0; person < sweeps.people().size(); ++person) {
      const std::vector<double> series = sweeps.series(concern, person, concern);
      rho.push_back(spearman(sweeps.levels(), series));
      if (sweeps.face_found(concern, person)) rho_found.push_back(rho.back());
      rho_quantity.push_back(spearman(sweeps.levels(), sweeps.quantities(concern, person)));
      at[0].push_back(series.front());
      at[1].push_back(series[series.size() / 2]);
      at[2].push_back(series.back());
    }
    chapter.figures.push_back({"monotonicity." + name_of(concern), mean(rho), mean(pick(rho, hardest)), 0.98,
                               Better::higher, int(rho.size())});
    table.rows.push_back({name_of(concern), Cell(mean(rho), 3), Cell(mean(rho_quantity), 3), Cell(quantile(rho, 0), 2),
                          Cell(mean(rho_found), 3), int(rho_found.size()), Cell(mean(at[0]), 0), Cell(mean(at[1]), 0),
                          Cell(mean(at[2]), 0)});
  }
  chapter.tables.push_back(std::move(table));
}

void add_shifts(Chapter& chapter, const Sweeps& sweeps) {
  Table table{
      "shifts",
      "What a full cause does to every score",
      "Rows: the cause from level 0 to 1; columns: mean change of each score, points of 100, in the order of the "
      "rows.",
      {"cause"},
      {}};
  for (std::size_t concern = 0; concern < concern_count; ++concern)
    table.columns.push_back(fmt::format("{}", concern + 1));
  for (std::size_t cause = 0; cause < concern_count; ++cause) {
    std::vector<Cell> row{fmt::format("{} {}", cause + 1, name_of(cause))};
    for (std::size_t concern = 0; concern < concern_count; ++concern) {
      std::vector<double> change;
      for (std::size_t person = 0; person < sweeps.people().size(); ++person) {
        const std::vector<double> series = sweeps.series(cause, person, concern);
        change.push_back(series.back() - series.front());
      }
      const double shift = mean(change);
      row.emplace_back(shift, 0, cause != concern && std::abs(shift) > 10 ? Mark::missed : Mark::none);
    }
    table.rows.push_back(std::move(row));
  }
  chapter.tables.push_back(std::move(table));
}

// How far one group of people lies from the curve of all.
struct Distance {
  std::vector<double> size;  // |score - curve|
  std::vector<double> lean;  // score - curve
};

Distance distance_of(const Sweeps& sweeps, std::size_t concern, const std::vector<std::size_t>& people) {
  Distance distance;
  for (int level = 0; level < sweeps.level_count(); ++level) {
    std::vector<double> all;
    for (std::size_t person = 0; person < sweeps.people().size(); ++person) {
      all.push_back(sweeps.at(concern, person, level).score[concern]);
    }
    for (const std::size_t person : people) {
      distance.lean.push_back(all[person] - mean(all));
      distance.size.push_back(std::abs(all[person] - mean(all)));
    }
  }
  return distance;
}

// The hardest third of a group.
std::vector<std::size_t> hard_of(const std::vector<std::size_t>& people, const Sweeps& sweeps) {
  std::vector<std::size_t> hard;
  for (const std::size_t index : hardest_third(pick(sweeps.hardness(), people))) hard.push_back(people[index]);
  return hard;
}

void add_fairness(Chapter& chapter, const Sweeps& sweeps) {
  std::vector<std::size_t> light;
  std::vector<std::size_t> dark;
  for (std::size_t person = 0; person < sweeps.people().size(); ++person) {
    if (sweeps.people()[person].person.tone <= 3) light.push_back(person);
    if (sweeps.people()[person].person.tone >= 8) dark.push_back(person);
  }
  Table table{
      "fairness",
      "The same cause on light and dark skin",
      "Distance of a score from the curve of all people, and on which side it lies; points of 100. Light: Monk 1 "
      "to 3, dark: 8 to 10.",
      {"concern", "light", "dark", "difference", "lean light", "lean dark"},
      {}};
  for (std::size_t concern = 0; concern < concern_count; ++concern) {
    const Distance of_light = distance_of(sweeps, concern, light);
    const Distance of_dark = distance_of(sweeps, concern, dark);
    const double difference = std::abs(mean(of_light.size) - mean(of_dark.size));
    const double hardest = std::abs(mean(distance_of(sweeps, concern, hard_of(light, sweeps)).size) -
                                    mean(distance_of(sweeps, concern, hard_of(dark, sweeps)).size));
    chapter.figures.push_back({"fairness." + name_of(concern), difference / 100, hardest / 100, 0.10, Better::lower,
                               int(light.size() + dark.size())});
    table.rows.push_back({name_of(concern), Cell(mean(of_light.size), 1), Cell(mean(of_dark.size), 1),
                          Cell(difference, 1), Cell(mean(of_light.lean), 1), Cell(mean(of_dark.lean), 1)});
  }
  chapter.tables.push_back(std::move(table));
}

}  // namespace

Chapter run_sweeps(const EngineCrew& crew, const SweepSize& size) {
  Sweeps sweeps(size);
  sweeps.run(crew);
  Chapter chapter;
  add_monotonicity(chapter, sweeps);
  add_shifts(chapter, sweeps);
  add_fairness(chapter, sweeps);
  return chapter;
}

}  // namespace lumen::eval

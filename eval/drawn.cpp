// SPDX-License-Identifier: Apache-2.0
#include "eval/drawn.h"

#include <fmt/format.h>

#include <algorithm>

#include "eval/draw_case.h"
#include "eval/gate.h"
#include "eval/population.h"
#include "eval/repeatability.h"

namespace lumen::eval {
namespace {

std::vector<Figure> named(const std::vector<Figure>& figures, std::string_view begin) {
  std::vector<Figure> own;
  std::copy_if(figures.begin(), figures.end(), std::back_inserter(own),
               [&](const Figure& figure) { return figure.name.starts_with(begin); });
  return own;
}

Gallery specimens() {
  Gallery gallery{"Drawn people", "Some of the cases, with every cause at a random level.", {}};
  for (std::uint64_t number = 0; number < 12; ++number) {
    Case one = random_case(number);
    if (number % 2 == 1) add_random_causes(one, number);
    gallery.pictures.push_back(
        {fmt::format("Monk {:.0f}, {:.0f} K, JPEG {}, hardness {:.2f}", one.person.tone, one.person.camera.illuminant_k,
                     one.person.camera.jpeg_quality, one.hardness),
         test::draw_person(one.person).bgr});
  }
  return gallery;
}

void add(DrawnEvaluation& evaluation, Chapter chapter) {
  evaluation.figures.insert(evaluation.figures.end(), chapter.figures.begin(), chapter.figures.end());
  for (Table& table : chapter.tables) evaluation.report.parts.emplace_back(std::move(table));
  for (Gallery& gallery : chapter.galleries) evaluation.report.parts.emplace_back(std::move(gallery));
}

struct Heading {
  const char* begin;
  const char* title;
  const char* note;
};
constexpr std::array<Heading, 9> headings = {{
    {"monotonicity.", "Does a score rise with its cause?", "Spearman's rho within a person, mean over people."},
    {"cross_talk.", "Does it leave the other causes alone?", "Largest |rho| with a cause that is not its own."},
    {"own_cause.", "Does it follow its own cause among all others?",
     "rho over people with all causes at once; goal: own."},
    {"lesion_count", "Are lesions counted?", "Pearson's r of drawn and counted inflamed lesions."},
    {"line_jaccard", "Are lines found?", "Overlap over union, both widened by 1.5 mm, mean over people with lines."},
    {"tone", "Is the tone right?", "Share of people within one step of the Monk scale."},
    {"face_found", "Is the face found?", "Share of drawn faces that are measured as a face; goal: own."},
    {"gate.", "Does the gate refuse what cannot be measured?", "Share refused, by kind of fault."},
    {"fairness.", "Is it as good on dark skin as on light?", "Difference of errors, fraction of the scale."},
}};

}  // namespace

DrawnEvaluation evaluate_drawn(const EngineCrew& crew, const DrawnSize& size) {
  DrawnEvaluation evaluation;
  evaluation.report.title = "Lumen on drawn photos";
  add(evaluation, run_sweeps(crew, size.sweeps));
  add(evaluation, run_population(crew, size.people));
  add(evaluation, run_gate(crew, size.gate));
  add(evaluation, run_repeatability(crew, size.repeats));
  std::vector<std::variant<Table, Gallery>> parts;
  for (const Heading& heading : headings) {
    parts.emplace_back(table_of(std::string("figures_") + heading.begin, heading.title, heading.note,
                                named(evaluation.figures, heading.begin)));
  }
  parts.emplace_back(table_of("figures_repeat", "Does it say the same again?",
                              "Standard deviation over mean of a score under small changes of the photo.",
                              named(evaluation.figures, "repeat.")));
  parts.emplace_back(
      table_of("figures_determinism", "Same bytes, one and two threads", "", named(evaluation.figures, "determinism")));
  std::move(evaluation.report.parts.begin(), evaluation.report.parts.end(), std::back_inserter(parts));
  parts.emplace_back(specimens());
  evaluation.report.parts = std::move(parts);
  return evaluation;
}

}  // namespace lumen::eval

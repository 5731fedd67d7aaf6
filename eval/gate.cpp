// SPDX-License-Identifier: Apache-2.0
#include "eval/gate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>

#include "eval/draw_case.h"
#include "eval/statistics.h"

namespace lumen::eval {
namespace {

constexpr std::uint64_t first_case = 40'000;

enum class Fault {
  none,
  too_dark,
  too_bright,
  blurred,
  far_away,
  tiny_photo,
  no_skin,
  uneven_light,
  turned_away,
  two_faces,
  covered,
  filtered,
  screenshot,
};
constexpr std::array<const char*, 13> fault_names = {
    "good",         "too_dark",    "too_bright", "blurred", "far_away", "tiny_photo", "no_skin",
    "uneven_light", "turned_away", "two_faces",  "covered", "filtered", "screenshot"};

// Each fault from just unusable to hopeless, by `depth` of 0..1.
void spoil_scene(test::Person& person, Fault fault, double depth) {
  switch (fault) {
    case Fault::too_dark: person.camera.exposure = 0.02 * (1 - 0.7 * depth); break;
    case Fault::too_bright: person.camera.exposure = (person.tone < 6 ? 4 : 60) * (1 + depth); break;
    case Fault::blurred: person.camera.blur_px = (0.05 + 0.1 * depth) * 63 * person.size_px.width / 211.0; break;
    case Fault::far_away: person.eye_distance_px = 20 - 10 * depth; break;
    case Fault::tiny_photo: person.size_px = {int(140 - 60 * depth), int(180 - 70 * depth)}; break;
    case Fault::no_skin: person.subject = test::Subject::scene; break;
    case Fault::uneven_light: person.side_light = (depth < 0.5 ? -1 : 1) * (1 - 0.1 * depth); break;
    default: break;
  }
}

// One side of the face narrower, the other wider, as when the head turns.
cv::Mat turn_away(const cv::Mat& bgr, const test::DrawnPerson& truth, double depth) {
  const double middle = (truth.left_eye.x + truth.right_eye.x) / 2;
  const double shift = (0.28 + 0.2 * depth) * cv::norm(truth.right_eye - truth.left_eye);
  const double reach = 80 * truth.px_per_mm;
  cv::Mat map_x(bgr.size(), CV_32F);
  cv::Mat map_y(bgr.size(), CV_32F);
  for (int y = 0; y < bgr.rows; ++y) {
    for (int x = 0; x < bgr.cols; ++x) {
      const double from = (x - middle) / reach;
      const double bump = std::max(0.0, 1 - from * from);
      map_x.at<float>(y, x) = float(x - shift * bump);
      map_y.at<float>(y, x) = float(y);
    }
  }
  cv::Mat turned;
  cv::remap(bgr, turned, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return turned;
}

// A mask over mouth and nose, or a hand over one cheek and the mouth.
cv::Mat cover(const cv::Mat& bgr, const test::DrawnPerson& truth, double depth) {
  cv::Mat covered = bgr.clone();
  const cv::Point2d middle = (truth.left_eye + truth.right_eye) * 0.5;
  const double mm = truth.px_per_mm;
  const cv::Scalar cloth = depth < 0.5 ? cv::Scalar(210, 190, 150) : cv::Scalar(40, 40, 45);
  const cv::Point centre(middle + cv::Point2d(0, 68) * mm);
  cv::ellipse(covered, centre, cv::Size(int(68 * mm), int((42 + 8 * depth) * mm)), 0, 0, 360, cloth, cv::FILLED,
              cv::LINE_AA);
  return covered;
}

cv::Mat smooth_away(const cv::Mat& bgr, double depth) {
  cv::Mat smooth;
  cv::bilateralFilter(bgr, smooth, 15, 30 + 20 * depth, 6 + 4 * depth);
  cv::Mat again;
  cv::bilateralFilter(smooth, again, 15, 30 + 20 * depth, 6 + 4 * depth);
  return again;
}

// The photo as an app shows it: bars with text above and below.
cv::Mat screenshot(const cv::Mat& bgr, double depth) {
  const int bar = int((0.12 + 0.1 * depth) * bgr.rows);
  const cv::Scalar paper = depth < 0.5 ? cv::Scalar::all(250) : cv::Scalar::all(24);
  const cv::Scalar ink = depth < 0.5 ? cv::Scalar::all(30) : cv::Scalar::all(230);
  cv::Mat screen(bgr.rows + 2 * bar, bgr.cols, CV_8UC3, paper);
  bgr.copyTo(screen(cv::Rect(0, bar, bgr.cols, bgr.rows)));
  for (const int y : {bar / 3, bar * 2 / 3, screen.rows - bar * 2 / 3, screen.rows - bar / 3}) {
    cv::putText(screen, "12:45   Like   Share   Comment", {bgr.cols / 20, y}, cv::FONT_HERSHEY_SIMPLEX,
                bgr.cols / 700.0, ink, std::max(1, bgr.cols / 350), cv::LINE_AA);
  }
  return screen;
}

cv::Mat spoil_picture(const test::Person& person, const test::DrawnPerson& drawn, Fault fault, double depth) {
  switch (fault) {
    case Fault::turned_away: return turn_away(drawn.bgr, drawn, depth);
    case Fault::covered: return cover(drawn.bgr, drawn, depth);
    case Fault::filtered: return smooth_away(drawn.bgr, depth);
    case Fault::screenshot: return screenshot(drawn.bgr, depth);
    case Fault::two_faces: {
      test::Person other = person;
      other.seed += 77;
      other.tone = 1 + std::fmod(person.tone + 4, 10);
      cv::Mat both;
      cv::hconcat(drawn.bgr, test::draw_person(other).bgr, both);
      return both;
    }
    default: return drawn.bgr;
  }
}

struct Verdict {
  Fault fault = Fault::none;
  double hardness = 0;
  std::string code;
  cv::Mat picture;
};

Verdict judge(const skin::Engine& engine, Fault fault, int number, int of) {
  Case one = random_case(first_case + std::uint64_t(number));
  const double depth = of > 1 ? double(number) / (of - 1) : 0;
  spoil_scene(one.person, fault, depth);
  const test::DrawnPerson drawn = test::draw_person(one.person);
  Verdict verdict;
  verdict.fault = fault;
  verdict.hardness = fault == Fault::none ? one.hardness : 1 - depth;  // the slighter a fault, the harder
  verdict.picture = spoil_picture(one.person, drawn, fault, depth);
  const auto analysis = engine.analyze(encode_and_decode(verdict.picture, one.person.camera.jpeg_quality));
  if (!analysis) verdict.code = analysis.error().code;
  return verdict;
}

double refused(const std::vector<const Verdict*>& verdicts) {
  std::vector<double> share;
  for (const Verdict* one : verdicts) share.push_back(one->code.empty() ? 0 : 1);
  return mean(share);
}

}  // namespace

Chapter run_gate(const EngineCrew& crew, int photos_of_a_kind) {
  std::vector<Verdict> verdicts(fault_names.size() * std::size_t(photos_of_a_kind));
  crew.run(verdicts.size(), [&](std::size_t index, const skin::Engine& engine) {
    verdicts[index] = judge(engine, Fault(index / std::size_t(photos_of_a_kind)),
                            int(index % std::size_t(photos_of_a_kind)), photos_of_a_kind);
  });
  Chapter chapter;
  Table codes{"gate_codes", "Reasons that the gate gave", "", {"photos", "passed", "reasons"}, {}};
  Gallery gallery{"What the gate was shown", "One photo of each kind and its answer.", {}};
  for (std::size_t fault = 0; fault < fault_names.size(); ++fault) {
    std::vector<const Verdict*> own;
    std::vector<double> hardness;
    std::map<std::string, int> count;
    for (const Verdict& one : verdicts) {
      if (one.fault != Fault(fault)) continue;
      own.push_back(&one);
      hardness.push_back(one.hardness);
      ++count[one.code];
    }
    std::vector<const Verdict*> hardest;
    for (const std::size_t index : hardest_third(hardness)) hardest.push_back(own[index]);
    const bool good = Fault(fault) == Fault::none;
    chapter.figures.push_back({std::string("gate.") + fault_names[fault], refused(own), refused(hardest),
                               good ? 0.05 : 0.95, good ? Better::lower : Better::higher, int(own.size())});
    std::string reasons;
    for (const auto& [code, times] : count) {
      if (!code.empty()) reasons += code + " " + std::to_string(times) + "  ";
    }
    codes.rows.push_back({fault_names[fault], count[""], reasons});
    const Verdict& shown = *own[own.size() / 2];
    gallery.pictures.push_back(
        {std::string(fault_names[fault]) + ": " + (shown.code.empty() ? "passed" : shown.code), shown.picture});
  }
  chapter.tables.push_back(std::move(codes));
  chapter.galleries.push_back(std::move(gallery));
  return chapter;
}

}  // namespace lumen::eval

// SPDX-License-Identifier: Apache-2.0
#include "tests/photos/draw_causes.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tests/photos/skin_colour.h"

namespace lumen::test {
namespace {

using Areas = std::vector<SkinArea>;

const Areas whole_face = {forehead_area, left_cheek_area, right_cheek_area, chin_area};
const Areas middle_of_face = {nose_area, left_cheek_area, right_cheek_area};
const Areas t_zone = {nose_area, forehead_area, chin_area};
const Areas cheeks = {left_cheek_area, right_cheek_area};

class CauseDrawer {
 public:
  CauseDrawer(Sitting& sitting, DrawnPerson& drawn)
      : sitting_(sitting), drawn_(drawn), person_(sitting.person), canvas_(sitting.canvas) {}

  void draw() {
    draw_ground();
    draw_patches();
    draw_folds();
    draw_under_eyes();
    draw_all_spots();
    draw_all_lines();
    draw_surface();
    draw_lips();
  }

 private:
  bool on_face() const { return person_.subject == Subject::face; }

  // A stream for each cause.
  cv::RNG stream(std::uint64_t cause) const {
    cv::RNG rng((person_.seed * 1'000 + cause) * 0x9e3779b97f4a7c15U + 12'345);
    for (int i = 0; i < 8; ++i) rng.next();  // neighbouring seeds begin alike
    return rng;
  }

  cv::Vec3f change(Pigment pigment, double delta_e) const { return change_of(pigment, person_.tone, delta_e); }

  // A place in one of the areas, by their size; anywhere in a close-up.
  cv::Point2d place(const Areas& areas, cv::RNG& rng) const {
    if (!on_face()) {
      const cv::Size size = canvas_.lab.size();
      return canvas_.to_mm({rng.uniform(0.04, 0.96) * size.width, rng.uniform(0.04, 0.96) * size.height});
    }
    double total = 0;
    for (const SkinArea& area : areas) total += area.radius_mm.area();
    double left = rng.uniform(0.0, total);
    std::size_t index = 0;
    while (index + 1 < areas.size() && left > areas[index].radius_mm.area()) left -= areas[index++].radius_mm.area();
    const double radius = std::sqrt(rng.uniform(0.0, 1.0));
    const double angle = rng.uniform(0.0, 2 * CV_PI);
    return areas[index].at_mm + cv::Point2d(areas[index].radius_mm.width * radius * std::cos(angle),
                                            areas[index].radius_mm.height * radius * std::sin(angle));
  }

  bool is_skin(cv::Point2d mm) const {
    const cv::Point at(canvas_.to_px(mm));
    return cv::Rect({0, 0}, sitting_.skin.size()).contains(at) && sitting_.skin.at<std::uint8_t>(at) != 0;
  }

  // A place on bare skin with `apart_mm` to all earlier spots of more than a millimetre; the last try counts when the
  // skin is full.
  cv::Point2d free_place(const Areas& areas, double apart_mm, cv::RNG& rng) const {
    cv::Point2d mm;
    for (int attempt = 0; attempt < 60; ++attempt) {
      mm = place(areas, rng);
      if (!is_skin(mm)) continue;
      const cv::Point2d px = canvas_.to_px(mm);
      const bool near = std::any_of(drawn_.spots.begin(), drawn_.spots.end(), [&](const DrawnSpot& other) {
        return other.diameter_mm > 1 &&
               cv::norm(other.centre - px) < (apart_mm + other.diameter_mm / 2) * canvas_.px_per_mm;
      });
      if (!near) return mm;
    }
    return mm;
  }

  struct SpotLook {
    Concern kind;
    Pigment pigment;
    double softness;
    double wobble;
  };

  void draw_spots(const DrawSpots& spots, const SpotLook& look, const Areas& areas, cv::Mat* mask) {
    cv::RNG rng = stream(std::uint64_t(look.kind));
    for (int i = 0; i < spots.count; ++i) {
      const double diameter = rng.uniform(spots.diameter_min_mm, spots.diameter_max_mm);
      Blob blob;
      blob.softness = look.softness;
      blob.wobble = look.wobble;
      blob.phase = rng.uniform(0.0, 2 * CV_PI);
      blob.angle_degrees = rng.uniform(0.0, 180.0);
      blob.radius_mm = {diameter / 2, diameter / 2 * rng.uniform(0.85, 1.0)};
      blob.at_mm = diameter > 1 ? free_place(areas, diameter / 2 + 1.2, rng) : place(areas, rng);
      if (!is_skin(blob.at_mm)) continue;
      canvas_.add(blob, change(look.pigment, spots.delta_e));
      if (look.kind == Concern::inflamed_lesions) raise(blob);
      if (mask != nullptr) canvas_.set(*mask, blob, 255);
      drawn_.spots.push_back({look.kind, canvas_.to_px(blob.at_mm), diameter, spots.delta_e});
    }
  }

  // A bump catches a little light on the side of the lamp.
  void raise(const Blob& spot) {
    Blob glint = spot;
    glint.at_mm -= cv::Point2d(-0.2 * person_.side_light, 0.25) * spot.radius_mm.width;
    glint.radius_mm = spot.radius_mm * 0.3;
    glint.softness = 0.9;
    canvas_.lighten(glint, 0.06);
  }

  void draw_all_spots() {
    draw_spots(person_.marks, {Concern::post_acne_marks, Pigment::fading_mark, 0.45, 0.12}, whole_face, nullptr);
    draw_spots(person_.dark_spots, {Concern::dark_spots, Pigment::melanin, 0.2, 0.15}, whole_face, &drawn_.dark);
    draw_spots(person_.inflamed, {Concern::inflamed_lesions, Pigment::inflammation, 0.35, 0.08}, whole_face,
               &drawn_.inflamed);
    draw_spots(person_.whiteheads, {Concern::whiteheads, Pigment::milium, 0.35, 0}, whole_face, nullptr);
    draw_spots(person_.blackheads, {Concern::blackheads, Pigment::plug, 0.3, 0}, t_zone, nullptr);
    draw_spots(person_.pores, {Concern::pores, Pigment::shadow, 0.4, 0}, middle_of_face, nullptr);
  }

  // Grain that all skin has, relief, and patches of pigment.
  void draw_ground() {
    cv::RNG rng = stream(101);
    const cv::Mat& skin = sitting_.skin;
    const auto grain = float(0.55 * std::max(0.35, sitting_.contrast));
    canvas_.add_field(random_field(canvas_, 0.7, rng), {grain, 0, 0}, skin);
    canvas_.add_field(random_field(canvas_, 9, rng), change(Pigment::inflammation, 0.6), skin);
    canvas_.add_field(random_field(canvas_, 14, rng), change(Pigment::melanin, 0.5), skin);
    if (person_.roughness > 0) {
      canvas_.add_field(random_field(canvas_, 1.4, rng),
                        {float(person_.roughness * std::max(0.35, sitting_.contrast)), 0, 0}, skin);
    }
    cv::RNG patches = stream(102);
    if (person_.unevenness > 0) {
      const double deviation = person_.unevenness * std::max(0.35, sitting_.contrast);
      canvas_.add_field(random_field(canvas_, 11, patches), change(Pigment::melanin, deviation), skin);
    }
  }

  void add_soft(cv::Point2d at, cv::Size2d radius, const cv::Vec3f& colour_change, double softness,
                cv::Mat* mask = nullptr) {
    Blob blob;
    blob.at_mm = at;
    blob.radius_mm = radius;
    blob.softness = softness;
    canvas_.add(blob, colour_change);
    if (mask != nullptr) canvas_.set(*mask, blob, 255);
  }

  void draw_patches() {
    if (person_.redness <= 0) return;
    const cv::Vec3f red = change(Pigment::inflammation, person_.redness);
    cv::RNG rng = stream(103);
    if (!on_face()) {
      for (int i = 0; i < 3; ++i) add_soft(place({}, rng), {20, 14}, red, 0.5, &drawn_.red);
      return;
    }
    for (const SkinArea& cheek : cheeks) add_soft(cheek.at_mm, cheek.radius_mm, red, 0.4, &drawn_.red);
    add_soft(nose_area.at_mm, {10, 18}, red, 0.4, &drawn_.red);
  }

  void draw_folds() {
    if (!on_face()) return;
    for (const double side : {-1.0, 1.0}) {
      Stroke fold;
      fold.points_mm = {{side * 18, 44}, {side * 25, 55}, {side * 29, 66}, {side * 30, 76}};
      fold.width_mm = 2.2;
      canvas_.add(fold, change(Pigment::shadow, 1.5 + person_.nasolabial));
      if (person_.sagging <= 0) continue;
      add_soft({side * 36, 101}, {15, 4}, change(Pigment::shadow, 10 * person_.sagging), 0.8);
      Stroke line;
      line.points_mm = {{side * 26, 78}, {side * 29, 88}, {side * 31, 98}};
      line.width_mm = 2;
      canvas_.add(line, change(Pigment::shadow, 8 * person_.sagging));
    }
  }

  void draw_under_eyes() {
    if (!on_face()) return;
    for (const double side : {-1.0, 1.0}) {
      const cv::Point2d below(side * 31.5, 14.5);
      if (person_.under_eye > 0) draw_under_eye(below);
      if (person_.eye_bags > 0) {
        add_soft(below + cv::Point2d(0, 1), {15, 4}, change(Pigment::shadow, -0.35 * person_.eye_bags), 0.6);
        Stroke groove;
        for (double x = -14; x <= 14; x += 2) groove.points_mm.push_back(below + cv::Point2d(x, 8.5 - x * x * 0.02));
        groove.width_mm = 3;
        canvas_.add(groove, change(Pigment::shadow, person_.eye_bags));
      }
    }
  }

  void draw_under_eye(cv::Point2d below) {
    switch (person_.under_eye_type) {
      case UnderEye::pigmented: return add_soft(below, {17, 7}, change(Pigment::melanin, person_.under_eye), 0.5);
      case UnderEye::vascular: return add_soft(below, {17, 7}, change(Pigment::vessels, person_.under_eye), 0.5);
      case UnderEye::structural: return add_soft(below, {16, 5}, change(Pigment::shadow, person_.under_eye), 0.7);
    }
  }

  void draw_line(std::vector<cv::Point2d> points, const DrawLines& lines) {
    Stroke stroke;
    stroke.points_mm = std::move(points);
    stroke.width_mm = lines.width_mm;
    canvas_.add(stroke, change(Pigment::shadow, lines.delta_e));
    canvas_.set(drawn_.lines, stroke, 255);
  }

  // A slightly bent line of `length_mm` through `middle`.
  static std::vector<cv::Point2d> bent(cv::Point2d middle, double length_mm, double angle, double bend_mm) {
    std::vector<cv::Point2d> points;
    const cv::Point2d along(std::cos(angle), std::sin(angle));
    const cv::Point2d across(-along.y, along.x);
    for (double t = -1; t <= 1.001; t += 0.125)
      points.push_back(middle + along * (t * length_mm / 2) + across * (bend_mm * t * t));
    return points;
  }

  void draw_all_lines() {
    cv::RNG fine = stream(110);
    for (int i = 0; i < person_.fine_lines.count; ++i) {
      const cv::Point2d middle = place(cheeks, fine);
      draw_line(bent(middle, fine.uniform(8.0, 15.0), fine.uniform(0.0, CV_PI), fine.uniform(-0.8, 0.8)),
                person_.fine_lines);
    }
    cv::RNG deep = stream(111);
    for (int i = 0; i < person_.wrinkles.count; ++i) {
      const cv::Point2d middle = place(cheeks, deep);
      const double angle = on_face() ? (middle.x < 0 ? -0.9 : 0.9) + deep.uniform(-0.3, 0.3) : deep.uniform(0.0, CV_PI);
      draw_line(bent(middle, deep.uniform(16.0, 26.0), angle, deep.uniform(-1.5, 1.5)), person_.wrinkles);
    }
    if (on_face()) draw_lines_of_face();
  }

  void draw_lines_of_face() {
    cv::RNG rng = stream(112);
    constexpr std::array<double, 7> rows = {-45, -38.5, -51.5, -35, -55, -41.5, -48.5};  // the first lines come first
    for (int i = 0; i < std::min(person_.forehead_lines.count, int(rows.size())); ++i) {
      const cv::Point2d middle(rng.uniform(-3.0, 3.0), rows[std::size_t(i)]);
      draw_line(bent(middle, rng.uniform(50.0, 66.0), 0, rng.uniform(1.0, 2.5)), person_.forehead_lines);
    }
    for (int i = 0; i < person_.crows_feet.count; ++i) {
      const double fan = ((i % 2 == 0 ? 1 : -1) * ((i + 1) / 2)) * 0.33;  // from the corner of the eye, outwards
      for (const double side : {-1.0, 1.0}) {
        const cv::Point2d along(side * std::cos(fan), std::sin(fan));
        const cv::Point2d corner(side * 50.5, 3);
        draw_line(bent(corner + along * 8, 15, std::atan2(along.y, along.x), 0.6), person_.crows_feet);
      }
    }
  }

  void draw_surface() {
    if (person_.shine > 0) draw_shine();
    if (person_.dryness > 0) {
      cv::RNG rng = stream(120);
      cv::Mat net = random_field(canvas_, 4.5, rng);
      for (auto it = net.begin<float>(); it != net.end<float>(); ++it) *it = std::exp(-*it * *it / 0.02F);
      canvas_.add_field(net, change(Pigment::scale, 7 * person_.dryness), dry_places());
    }
    cv::RNG rng = stream(121);
    const auto scales = int(std::lround(160 * person_.flaking));
    for (int i = 0; i < scales; ++i) {
      Blob scale;
      scale.at_mm = place(whole_face, rng);
      scale.radius_mm = {rng.uniform(0.4, 1.25), rng.uniform(0.3, 0.9)};
      scale.angle_degrees = rng.uniform(0.0, 180.0);
      scale.wobble = 0.2;
      scale.phase = rng.uniform(0.0, 6.0);
      if (is_skin(scale.at_mm)) canvas_.add(scale, change(Pigment::scale, 9));
    }
  }

  cv::Mat dry_places() const {
    if (!on_face()) return sitting_.skin;
    cv::Mat where = cv::Mat::zeros(sitting_.skin.size(), CV_8U);
    for (const SkinArea& area : whole_face) {
      Blob blob;
      blob.at_mm = area.at_mm;
      blob.radius_mm = area.radius_mm;
      canvas_.set(where, blob, 255);
    }
    return where & sitting_.skin;
  }

  void draw_shine() {
    const double light = 0.25 * person_.shine;
    const auto gloss = [&](cv::Point2d at, cv::Size2d radius, double share) {
      Blob blob;
      blob.at_mm = at;
      blob.radius_mm = radius;
      blob.softness = 0.8;
      canvas_.mirror(blob, light * share);
    };
    if (!on_face()) {
      cv::RNG rng = stream(122);
      for (int i = 0; i < 9; ++i) gloss(place({}, rng), {rng.uniform(5.0, 11.0), rng.uniform(3.0, 6.0)}, 1);
      return;
    }
    gloss({0, -46}, {22, 8}, 1);
    gloss({0, 24}, {3.5, 13}, 1);
    gloss({0, 99}, {8, 5}, 0.7);
    for (const double side : {-1.0, 1.0}) gloss({side * 40, 34}, {8, 5}, 0.7);
  }

  void draw_lips() {
    if (!on_face() || person_.lip_dryness <= 0) return;
    cv::RNG rng = stream(130);
    const auto cracks = int(std::lround(14 * person_.lip_dryness));
    for (int i = 0; i < cracks; ++i) {
      const double x = rng.uniform(-17.0, 17.0);
      Stroke crack;
      crack.points_mm = {{x, 74.0}, {x + rng.uniform(-0.6, 0.6), 79.0}};
      crack.width_mm = 0.6;
      canvas_.add(crack, change(Pigment::shadow, 12));
    }
    const auto scales = int(std::lround(20 * person_.lip_dryness));
    for (int i = 0; i < scales; ++i) {
      add_soft({rng.uniform(-17.0, 17.0), rng.uniform(69.0, 79.0)}, {rng.uniform(0.5, 1.3), rng.uniform(0.4, 0.9)},
               change(Pigment::scale, 10), 0.3);
    }
  }

  Sitting& sitting_;
  DrawnPerson& drawn_;
  const Person& person_;
  Canvas& canvas_;
};

}  // namespace

void draw_causes(Sitting& sitting, DrawnPerson& drawn) { CauseDrawer(sitting, drawn).draw(); }

}  // namespace lumen::test

// SPDX-License-Identifier: Apache-2.0
#include "skin/concern_table.h"

namespace lumen::skin {
namespace {

constexpr Needs nothing{};
constexpr Needs colour{.colour = true};
constexpr Needs face{.face = true};
constexpr Needs colour_and_face{.colour = true, .face = true};
constexpr Needs detail{.fine_detail = true};

const std::vector<Region> whole_face = {Region::forehead,    Region::nose, Region::left_cheek,
                                        Region::right_cheek, Region::chin, Region::lower_third};
const std::vector<Region> oily_zone = {Region::forehead, Region::nose, Region::chin};
const std::vector<Region> zones = {Region::forehead, Region::nose, Region::chin, Region::left_cheek,
                                   Region::right_cheek};
const std::vector<Region> pore_zone = {Region::nose, Region::left_cheek, Region::right_cheek};
const std::vector<Region> lined = {Region::forehead,         Region::glabella,       Region::left_crows_foot,
                                   Region::right_crows_foot, Region::left_under_eye, Region::right_under_eye,
                                   Region::left_cheek,       Region::right_cheek};
const std::vector<Region> forehead = {Region::forehead, Region::glabella};
const std::vector<Region> crows_feet = {Region::left_crows_foot, Region::right_crows_foot};
const std::vector<Region> nasolabial = {Region::left_nasolabial, Region::right_nasolabial};
const std::vector<Region> marionette = {Region::left_marionette, Region::right_marionette};
const std::vector<Region> under_eyes = {Region::left_under_eye, Region::right_under_eye};
const std::vector<Region> lips = {Region::lips};

using SpotLists = std::vector<const Spots*>;

SpotLists lesions(const Measures& m) { return {&m.spots.lesions}; }
SpotLists comedones(const Measures& m) { return {&m.texture.blackheads, &m.texture.whiteheads}; }
SpotLists marks(const Measures& m) { return {&m.spots.marks}; }
SpotLists brown(const Measures& m) { return {&m.spots.brown}; }
SpotLists blackheads(const Measures& m) { return {&m.texture.blackheads}; }
SpotLists whiteheads(const Measures& m) { return {&m.texture.whiteheads}; }
SpotLists pores(const Measures& m) { return {&m.texture.pores}; }

const cv::Mat* red_patches(const Measures& m) { return &m.redness.map; }
const cv::Mat* lines(const Measures& m) { return &m.lines.mask; }
const cv::Mat* fine_lines(const Measures& m) { return &m.lines.fine; }
const cv::Mat* deep_lines(const Measures& m) { return &m.lines.deep; }
const cv::Mat* shining_patches(const Measures& m) { return &m.shine.mask; }

// Thresholds of lesion counts: Hayashi 2008 grades 1-5, 6-20, 21-50 and over 50 inflammatory eruptions on half a face
// as mild, moderate, severe and very severe. The others were set so that most faces of people who complain of nothing
// lie below the first, and photos chosen to show the concern between the second and the third.
const std::array<ConcernRule, concern_count> rules = {{
    {Concern::inflamed_lesions,
     colour,
     "lesions_per_half_face",
     "lesions per half face",
     {1, 6, 21, 51},
     read_inflamed_lesions,
     Place::skin,
     whole_face,
     lesions},
    {Concern::comedones,
     detail,
     "comedones_per_area",
     "per squared eye distance",
     {16, 32, 60, 110},
     read_comedones,
     Place::regions,
     zones,
     comedones},
    {Concern::blackheads,
     detail,
     "blackheads_per_area",
     "per squared eye distance",
     {8, 18, 34, 70},
     read_blackheads,
     Place::regions,
     oily_zone,
     blackheads},
    {Concern::whiteheads,
     detail,
     "whiteheads_per_area",
     "per squared eye distance",
     {12, 24, 42, 80},
     read_whiteheads,
     Place::skin,
     zones,
     whiteheads},
    {Concern::post_acne_marks,
     colour,
     "marks_per_half_face",
     "marks per half face",
     {3, 8, 20, 45},
     read_post_acne_marks,
     Place::skin,
     whole_face,
     marks},
    {Concern::pores,
     detail,
     "pore_load",
     "pores per squared eye distance x percent of L*",
     {70, 130, 220, 400},
     read_pores,
     Place::regions,
     pore_zone,
     pores},
    {Concern::redness,
     colour,
     "redness_load",
     "CIELAB a*, averaged over the skin",
     {2.4, 3.5, 5.5, 9},
     read_redness,
     Place::skin,
     whole_face,
     nullptr,
     red_patches},
    {Concern::dark_spots,
     colour,
     "dark_spot_load",
     "percent of skin x CIELAB L*",
     {20, 40, 75, 140},
     read_dark_spots,
     Place::skin,
     whole_face,
     brown},
    {Concern::unevenness,
     nothing,
     "unevenness",
     "percent of L* and CIELAB, root of squares",
     {5, 7.5, 10.5, 15},
     read_unevenness,
     Place::skin,
     whole_face},
    {Concern::dullness,
     colour,
     "dullness",
     "points of missing colour and highlights",
     {48, 58, 68, 85},
     read_dullness,
     Place::skin,
     zones},
    {Concern::roughness,
     detail,
     "roughness",
     "percent of L*",
     {2.6, 3.8, 5.2, 8},
     read_roughness,
     Place::skin,
     whole_face},
    {Concern::fine_lines,
     detail,
     "fine_line_length",
     "lengths per area",
     {1, 1.8, 3, 6},
     read_fine_lines,
     Place::regions,
     lined,
     nullptr,
     fine_lines},
    {Concern::wrinkles,
     nothing,
     "wrinkle_length",
     "lengths per area",
     {1.5, 3, 6, 11},
     read_wrinkles,
     Place::regions,
     lined,
     nullptr,
     deep_lines},
    {Concern::forehead_lines,
     face,
     "line_length",
     "lengths per area",
     {1, 2.5, 5, 10},
     read_lines,
     Place::regions,
     forehead,
     nullptr,
     lines},
    {Concern::crows_feet,
     face,
     "line_length",
     "lengths per area",
     {5, 9, 14, 22},
     read_lines,
     Place::regions,
     crows_feet,
     nullptr,
     lines},
    {Concern::nasolabial_folds,
     face,
     "fold_depth",
     "percent of L*",
     {12, 22, 32, 50},
     read_folds,
     Place::regions,
     nasolabial},
    {Concern::under_eye_darkness,
     face,
     "under_eye_darkness",
     "percent of cheek L*",
     {9, 18, 29, 46},
     read_under_eye_darkness,
     Place::under_eyes,
     under_eyes},
    {Concern::eye_bags,
     face,
     "eye_bag_depth",
     "percent of L*",
     {10, 18, 28, 45},
     read_eye_bags,
     Place::under_eyes,
     under_eyes},
    {Concern::shine,
     nothing,
     "shine_area",
     "percent of skin",
     {6, 12, 24, 42},
     read_shine,
     Place::regions,
     zones,
     nullptr,
     shining_patches},
    {Concern::dryness, detail, "dryness", "percent of L*", {1.1, 1.7, 2.6, 4.5}, read_dryness, Place::skin, whole_face},
    {Concern::flaking,
     detail,
     "flaking",
     "percent of L*",
     {0.1, 0.25, 0.5, 1.2},
     read_flaking,
     Place::skin,
     whole_face},
    {Concern::sagging, face, "fold_depth", "percent of L*", {13, 20, 28, 42}, read_folds, Place::regions, marionette},
    {Concern::lip_dryness,
     colour_and_face,
     "lip_roughness",
     "percent of L*",
     {4.5, 6.5, 9.5, 15},
     read_lip_dryness,
     Place::lips,
     lips},
}};

}  // namespace

std::span<const ConcernRule> concern_rules() { return rules; }

}  // namespace lumen::skin

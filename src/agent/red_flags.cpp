// SPDX-License-Identifier: Apache-2.0
#include "agent/red_flags.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "agent/phrase_match.h"

namespace lumen::agent {
namespace {

constexpr std::string_view see_soon =
    "Please let a doctor or dermatologist look at this spot soon, within days rather than weeks. A photo cannot "
    "judge it. Until then leave it alone and put no active product on it.";
constexpr std::string_view see_today =
    "Please speak to a doctor today, or to an out-of-hours service. Until then use only lukewarm water and put no "
    "new product on the skin.";
constexpr std::string_view see_eye =
    "Signs at the eye need a doctor today. Rinse with clean water if a product got in, take out contact lenses, and "
    "put nothing else near the eye.";
constexpr std::string_view call_if_worse =
    "This can become an emergency within minutes. Call your local emergency number now if breathing, swallowing or "
    "speaking is hard, or if the lips, tongue or throat swell. If not, speak to a doctor today.";
constexpr std::string_view call_now =
    "This can be an emergency. Call your local emergency number now, and do not wait to see whether it passes.";
constexpr std::string_view call_for_spots =
    "Spots or a rash that do not fade when a glass is pressed on them can be an emergency, above all with a fever. "
    "Call your local emergency number now.";
constexpr std::string_view rinse_now =
    "Rinse the skin with cool or lukewarm running water for at least 20 minutes, starting now, and get emergency "
    "help; call your local emergency number if the burn is severe or near the eyes.";
constexpr std::string_view ask_first =
    "Please ask a doctor, midwife or pharmacist before putting any active product on the skin in this time; "
    "vitamin A products are best left out until then.";
constexpr std::string_view ask_paediatrician =
    "Young children's skin needs a doctor's or pharmacist's advice; Lumen's suggestions are for adults and teenagers.";

using Phrases = std::vector<std::string_view>;

struct Group {
  Phrases phrases;
  WordText::Negated negated;
};

// What the text speaks about, and what is said of it: "no bleeding" is no sign.
Group about(Phrases phrases) { return {std::move(phrases), WordText::Negated::counts}; }
Group sign(Phrases phrases) { return {std::move(phrases), WordText::Negated::does_not_count}; }

// Fires when a phrase of each group stands within `near_words` of one of the first, and none of `unless` is said.
struct Rule {
  std::string_view id;
  std::string_view referral;
  std::size_t near_words;
  std::vector<Group> groups;
  Phrases unless = {};
};

// Everyday words that look like signs and are none.
constexpr std::array<std::string_view, 35> masks = {
    "eye cream*/serum*/gel*/patch*/mask*/bag*/balm*/liner*/shadow*/makeup/primer*",
    "under eye bag*",
    "dark circle*",
    "eyeliner*",
    "eyeshadow*",
    "eye shadow",
    "eyelash*",
    "nosebleed*",
    "gum*/gums bleed*",
    "bleeding gums",
    "bleeding heart*",
    "blood orange",
    "blood test*",
    "blood flow",
    "blood circulation",
    "bleeding edge",
    "lipstick/lipliner/foundation/colour/color/ink bleed*",
    "lip plump*",
    "hay fever",
    "spring fever",
    "cabin fever",
    "blister pack*",
    "spot cream*/treatment*/corrector*/gel*/stick*/test*",
    "spot on",
    "hair growth",
    "grow* up",
    "grow* out",
    "grow* my/his/her/their hair/beard",
    "baby soft/oil/powder/shampoo/wipes/face",
    "hot water",
    "hot shower*/bath*/weather/flash*/day*/summer*/drink*",
    "warm water",
    "growth factor*",
    "spot of",
    "mark down"};

const std::vector<Rule>& rules() {
  static const std::vector<Rule> table = {
      {"red_flag.changing_spot",
       see_soon,
       12,
       {about({"mole*", "birthmark*", "lesion*", "freckle", "spot", "growth", "lump",
               "dark/brown/black/odd/strange/new/weird mark/patch/dot/bump", "one of my freckles/spots"}),
        sign({"grow*",
              "grew",
              "bigger",
              "larger",
              "huge",
              "get*/got/gotten darker/wider",
              "becom*/became darker",
              "wasnt/werent there",
              "odd/weird/strange/irregular border*/edge*/shape*/outline*",
              "bigger and bigger",
              "darker and darker",
              "chang* colour/color/shape/size",
              "changed",
              "changing",
              "changes",
              "doubled",
              "asymmetr*",
              "lopsided",
              "uneven",
              "irregular*/ragged/jagged/notched/blurred/fuzzy edge*/border*/outline*",
              "edge*/border* is/are/looks/look uneven/irregular/ragged/jagged/notched/blurred/fuzzy",
              "doesnt/dont/not match*",
              "several/different/multiple/many/two/three/mixed colours/colors/shades",
              "uneven colour/color",
              "turned/turning/gone/going black/blue/darker",
              "multicoloured",
              "multicolored",
              "blue black",
              "black and brown",
              "brown and black",
              "pencil eraser",
              "#/six/seven/eight mm/millimetre*/millimeter*",
              "looks different from/to",
              "unlike my other/others",
              "spread*"})}},
      {"red_flag.changing_spot",
       see_soon,
       6,
       {about({"mole*", "birthmark*", "lesion*"}), sign({"new", "suddenly", "itch*", "crust*", "scab*", "ooz*", "sore",
                                                         "hurt*", "painful", "tender", "bleed*", "bled"})}},
      {"red_flag.bleeding",
       see_soon,
       10,
       {about({"spot*", "sore*", "mark*", "patch*", "skin", "face", "cheek*", "nose", "forehead", "chin", "wound*",
               "growth", "lump", "bump*", "crust*", "scab*", "mole*", "it"}),
        sign({"bleed*", "bled", "blood com*/from/on", "ooz*", "weeping"})},
       {"shav*", "razor*", "popped", "popping", "squeez*", "picked", "picking", "scratched", "cut myself", "pluck*",
        "wax*", "tweez*", "microneedl*", "dermaplan*", "blood donation"}},
      {"red_flag.bleeding",
       see_soon,
       0,
       {about({"keep*/kept bleeding", "bleed*/bled again/repeatedly",
               "wont/doesnt/not/cant/cannot/never stop* bleeding", "bleed* easily", "bleed*/bled on its own",
               "bleed* without", "bleed* for no reason", "bleed* every/each time", "bleed* whenever"})}},
      {"red_flag.not_healing",
       see_soon,
       14,
       {about({"sore*", "wound*", "spot*", "ulcer*", "scab*", "crust*", "lesion*", "patch*", "cut", "mark*", "bump*",
               "pimple*", "mole*", "skin", "it", "this"}),
        sign({"not/never/wont/doesnt/hasnt/isnt/havent/cannot/cant/didnt/arent heal*", "not been healing",
              "refuses to heal", "fail*/failed to heal", "non healing", "nonhealing",
              "keep*/kept reopening/scabbing/crusting", "open* up again", "scabs/crusts over and over",
              "open for weeks/months", "for months and still open", "never/wont/doesnt/not/hasnt/didnt go*/gone away",
              "isnt/not/hasnt/never closed/closing", "been there for weeks/months"})}},
      {"red_flag.not_healing",
       see_soon,
       8,
       {sign({"open sore*/wound*", "ulcer*", "raw patch*"}), about({"week*", "month*", "long"})}},
      {"red_flag.spreading_heat",
       see_today,
       25,
       {sign({"fever*", "chills", "shiver*", "high temperature", "temperature of #"}),
        about({"red*", "rash*", "swollen", "swell*", "hot", "warm", "spread*", "pus", "blister*", "skin", "face",
               "cheek*"})}},
      {"red_flag.spreading_heat",
       see_today,
       8,
       {sign({"spread*"}), about({"hot", "warm", "heat", "burning", "painful", "tender", "swollen", "pus"}),
        about({"red*", "rash*", "skin", "cheek*", "face", "area", "patch*", "it"})}},
      {"red_flag.spreading_heat",
       see_today,
       0,
       {sign({"creeping up/across/down/over", "red streak*", "red line* running", "spread* fast/quickly/rapidly",
              "rapidly spreading", "quickly spreading"})}},
      {"red_flag.eye",
       see_eye,
       7,
       {about({"eye", "eyes", "eyelid*", "eyeball*"}),
        sign({"pain*", "hurt*", "sting* badly", "blurr*", "swollen/swelled shut", "blister*", "pus", "discharge",
              "cant/cannot open", "infected", "rash*", "light hurts", "sensitive to light", "got in*", "gotten in*",
              "splash*", "bleed*", "very red"})}},
      {"red_flag.eye",
       see_eye,
       0,
       {sign({"blurr*/double/cloudy/lost vision", "vision is/has/got/went/became", "vision changed/loss",
              "loss of vision", "cant/cannot see", "got/splashed/went/gone in/into my/her/his eye*", "see* halos"})}},
      {"red_flag.sudden_swelling",
       call_if_worse,
       12,
       {sign({"swell*", "swollen", "swelled", "puffed up", "ballooned"}),
        about({"face", "lip*", "tongue", "throat", "eye*", "cheek*", "neck", "mouth"}),
        about({"sudden*", "overnight", "minutes", "quick*", "rapid*", "all of a sudden", "within an hour", "fast",
               "out of nowhere"})}},
      {"red_flag.sudden_swelling",
       call_if_worse,
       5,
       {about({"lips", "tongue", "throat"}), sign({"swell*", "swollen", "swelled", "clos*", "tight*"})}},
      {"red_flag.breathing",
       call_now,
       0,
       {sign({"cant/cannot breathe", "trouble/difficulty/problems/hard/struggl* breathing", "hard to breathe/swallow",
              "short* of breath", "wheez*", "trouble/difficulty swallowing"})}},
      {"red_flag.breathing",
       call_now,
       12,
       {sign({"hives", "welts"}), about({"dizzy", "faint*", "breath*", "all over", "vomit*", "throat", "tongue"})}},
      {"red_flag.severe_reaction",
       see_today,
       10,
       {sign({"blister*"}),
        about({"face", "mouth", "lips", "skin", "cheek*", "eye*", "neck", "all over", "forehead", "chin"})}},
      {"red_flag.chemical_burn", rinse_now, 0, {sign({"chemical burn*", "acid burn*"})}},
      {"red_flag.severe_reaction",
       see_today,
       0,
       {sign({"burned/burnt my face/skin/cheek*", "skin is/was/started coming/peeling off in", "peeling in sheets",
              "skin is coming off"})}},
      {"red_flag.spots_that_stay",
       call_for_spots,
       14,
       {about({"purple/red/tiny/blood spots", "purple rash", "rash"}),
        about({"glass", "dont/doesnt/not fade when/if", "not/dont/doesnt blanch*", "pressed and stay*"})}},
      {"red_flag.face_droop",
       call_now,
       6,
       {about({"face", "mouth", "eyelid"}), sign({"droop*", "cant move", "cannot move", "numb*", "paraly*"})}},
      {"red_flag.pregnancy_retinoid",
       ask_first,
       60,
       {sign({"pregnan*", "breastfe*", "breast feeding", "nursing", "trying to conceive", "trying for a baby",
              "expecting a baby"}),
        about({"retino*", "retina*", "tretinoin", "adapalene", "isotretinoin", "accutane", "roaccutane", "tazarotene",
               "differin", "vitamin a"})}},
      {"red_flag.young_child",
       ask_paediatrician,
       0,
       {sign({"my baby", "my babys", "my newborn*", "my infant*", "my toddler*",
              "# month/months/week/weeks old baby/son/daughter/child",
              "##/one/two/three/four/five/six year old son/daughter/child/kid/boy/girl/toddler",
              "son/daughter/child/kid/boy/girl is ##/one/two/three/four/five/six", "for a baby/newborn/toddler",
              "on a baby/newborn/toddler"})}},
  };
  return table;
}

bool fires(const Rule& rule, const WordText& text) {
  std::vector<std::vector<std::size_t>> places;
  for (const Group& group : rule.groups) {
    places.push_back(text.find(group.phrases, group.negated));
    if (places.back().empty()) return false;
  }
  if (!text.find(rule.unless, WordText::Negated::counts).empty()) return false;
  const auto near = [&](std::size_t a, std::size_t b) { return a != b && (a > b ? a - b : b - a) <= rule.near_words; };
  return std::any_of(places[0].begin(), places[0].end(), [&](std::size_t first) {
    return std::all_of(places.begin() + 1, places.end(), [&](const std::vector<std::size_t>& others) {
      return std::any_of(others.begin(), others.end(), [&](std::size_t other) { return near(first, other); });
    });
  });
}

std::optional<double> measured(const Prediction& prediction, std::string_view name) {
  for (const Measurement& measurement : prediction.measurements) {
    if (measurement.name == name && std::isfinite(measurement.value)) return measurement.value;
  }
  return std::nullopt;
}

}  // namespace

std::vector<RedFlag> red_flags_in(const Prediction& prediction) {
  const auto asymmetry = measured(prediction, "largest_spot_asymmetry");
  const auto darkness = measured(prediction, "largest_spot_darkness");
  const auto size = measured(prediction, "largest_spot_size");
  const auto count = measured(prediction, "dark_spots");
  if (!asymmetry || !darkness || !size) return {};
  const bool single = !count || *count <= 3;
  if (!single || *asymmetry < 0.28 || *darkness < 35 || *size < 0.04) return {};
  return {{"red_flag.uneven_dark_spot",
           "One dark spot on this photo is large and uneven in shape. That alone says nothing about what it is. " +
               std::string(see_soon)}};
}

std::vector<RedFlag> red_flags_in(std::string_view text) {
  const WordText words(text, masks);
  std::vector<RedFlag> flags;
  for (const Rule& rule : rules()) {
    const bool seen =
        std::any_of(flags.begin(), flags.end(), [&](const RedFlag& flag) { return flag.rule == rule.id; });
    if (!seen && fires(rule, words)) flags.push_back({std::string(rule.id), std::string(rule.referral)});
  }
  return flags;
}

}  // namespace lumen::agent

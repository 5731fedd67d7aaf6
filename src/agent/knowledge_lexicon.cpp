// SPDX-License-Identifier: Apache-2.0
#include "agent/knowledge_lexicon.h"

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lumen::agent {
namespace {

struct Meaning {
  std::string_view name;   // "label:" or "topic:" and the name a passage stands under
  std::string_view words;  // separated by '|'
};

constexpr std::array<Meaning, 69> meanings = {{
    {"label:acne", "acne|zit|zits|pimple|pimples|spot|spots|breakout|breakouts|breaking out|blemish|blemishes"},
    {"label:hormonal_acne",
     "hormonal|hormones|period|periods|time of the month|jawline|chin|menstrual|pcos|"
     "polycystic"},
    {"label:blackheads", "blackhead|blackheads|black dots|comedones|clogged nose"},
    {"label:whiteheads", "whitehead|whiteheads|white bumps|little bumps|tiny bumps|closed comedones"},
    {"label:dark_spots",
     "dark spot|dark spots|dark marks|dark patches|brown patches|brown marks|pigmentation|"
     "hyperpigmentation|melasma|age spots|sun spots|uneven tone|discolouration|discoloration"},
    {"label:dark_circles", "dark circles|under eye circles|shadows under|eye circles|look tired"},
    {"label:eye_bags", "eye bags|bags under|puffy|puffiness|swollen eyes|puffy eyes"},
    {"label:pores", "pore|pores|large pores|big pores|open pores"},
    {"label:wrinkles",
     "wrinkle|wrinkles|lines|fine lines|crows feet|ageing|aging|anti ageing|anti aging|firmer|"
     "sagging"},
    {"label:dry_skin", "dry|dryness|flaky|flaking|tight|dehydrated|itchy|rough|cracked"},
    {"label:oily_skin", "oily|greasy|shiny|shine|sebum"},
    {"label:skin_redness", "red|redness|flush|flushing|blushing|rosacea|rash"},
    {"topic:pregnancy", "pregnant|pregnancy|expecting|trying for a baby|unborn"},
    {"topic:breastfeeding", "breastfeeding|breastfeed|breast feeding|nursing|lactation"},
    {"topic:teenagers", "teen|teens|teenager|teenagers|teenage|tween|tweens|my son|my daughter|years old"},
    {"topic:children", "child|children|kid|kids|son|daughter|years old"},
    {"topic:babies", "baby|babies|infant|newborn|toddler"},
    {"topic:sunscreen", "sunscreen|sun cream|suncream|sunblock|spf|sun protection"},
    {"topic:sun", "sun|sunlight|uv|ultraviolet|sunny"},
    {"topic:tanning", "tan|tanning|sunbed|sunbeds|solarium|sunlamp"},
    {"topic:sunburn", "sunburn|sunburnt|sunburned|burnt"},
    {"topic:salicylic_acid", "salicylic acid|salicylic|bha|beta hydroxy acid"},
    {"topic:glycolic_acid", "glycolic acid|glycolic|aha|ahas|alpha hydroxy acid|fruit acid|fruit acids"},
    {"topic:lactic_acid", "lactic acid|lactic"},
    {"topic:niacinamide", "niacinamide|nicotinamide|vitamin b3"},
    {"topic:azelaic_acid", "azelaic acid|azelaic"},
    {"topic:benzoyl_peroxide", "benzoyl peroxide|benzoyl|peroxide|bpo"},
    {"topic:retinol", "retinol|retinoid|retinoids|tretinoin|adapalene|retinal|vitamin a|retin a"},
    {"topic:retinoids", "retinol|retinoid|retinoids|tretinoin|adapalene|retinal|vitamin a|retin a"},
    {"topic:vitamin_c", "vitamin c|ascorbic acid|ascorbic"},
    {"topic:hyaluronic_acid", "hyaluronic acid|hyaluronic|sodium hyaluronate"},
    {"topic:ceramides", "ceramide|ceramides"},
    {"topic:petrolatum", "petroleum jelly|petrolatum|vaseline|slugging"},
    {"topic:zinc", "zinc|calamine"},
    {"topic:zinc_oxide", "zinc oxide|titanium dioxide|mineral sunscreen|physical sunscreen|mineral filter"},
    {"topic:fragrance", "fragrance|fragrances|perfume|perfumed|scent|scented"},
    {"topic:tea_tree_oil", "tea tree|tea tree oil|essential oil|essential oils"},
    {"topic:hydroquinone",
     "hydroquinone|bleaching cream|whitening cream|lightening cream|skin lightening|"
     "skin whitening"},
    {"topic:exfoliation", "exfoliate|exfoliating|exfoliation|scrub|scrubs|peel|peeling|peels"},
    {"topic:cleansing", "cleanse|cleanser|cleansing|wash|washing|face wash"},
    {"topic:double_cleansing",
     "double cleanse|double cleansing|oil cleanser|cleansing oil|remove sunscreen|"
     "take off sunscreen"},
    {"topic:patch_test", "patch test|test a product|try a new product|new product"},
    {"topic:conflicts", "together|combine|mix|mixing|layer|layering|same time|at once"},
    {"topic:order", "order|which first|first or|before or after|sequence|steps"},
    {"topic:diet", "diet|food|foods|eat|eating|chocolate|dairy|milk|sugar|drink"},
    {"topic:sleep", "sleep|sleeping|insomnia|tired|sleepless"},
    {"topic:smoking", "smoke|smoking|cigarette|cigarettes|vaping"},
    {"topic:shaving", "shave|shaving|razor|beard"},
    {"topic:scars", "scar|scars|scarring|pick|picking|squeeze|squeezing|pop|popping"},
    {"topic:make_up", "makeup|make up|foundation|cosmetics|brushes|brush"},
    {"topic:hygiene", "dirty|germs|bacteria|share|sharing|clean"},
    {"topic:storage", "expire|expired|expiry|out of date|shelf life|old product|past its date"},
    {"topic:labels", "label|labels|hypoallergenic|natural|organic|clean beauty|fragrance free"},
    {"topic:abcde",
     "mole|moles|birthmark|abcde|changing spot|asymmetry|freckle|not heal|not healing|wont heal|bleeding spot"},
    {"topic:allergy", "allergy|allergic|allergies|reaction|hives|swelling|swollen"},
    {"topic:urgent", "emergency|urgent|fever|spreading|hot and painful|breathing|ambulance"},
    {"topic:doctor", "doctor|dermatologist|gp|see someone|medical help|specialist"},
    {"topic:mood", "embarrassed|ashamed|confidence|self esteem|upset|depressed|anxious"},
    {"topic:introducing", "start|starting|begin|beginner|introduce|introducing|new to"},
    {"topic:skin_tone", "brown skin|black skin|dark skin|darker skin|skin tone|skin of colour|skin of color"},
    {"topic:patience", "how long|how many weeks|how soon|results|takes to work|start to work|not working"},
    {"topic:home_care", "at home|home remedy|home remedies|what can i do|get rid of|reduce"},
    {"topic:burns", "burn|burns|burned|burnt|burning|chemical burn|chemical peel"},
    {"topic:side_effects", "side effect|side effects|bleach|bleached|bleaches|stains|stained"},
    {"topic:irritants", "irritate|irritates|irritated|irritation|sting|stings|stinging|raw|sensitive"},
    {"topic:amount", "how much|enough|amount|quantity"},
    {"topic:claims", "really work|do they work|worth it|hype|claim|claims"},
    {"topic:evidence", "study|studies|evidence|proof|proven|does it work"},
    {"topic:triggers", "trigger|triggers|sets off|flare|flares|flare up"},
}};

constexpr float own_weight = 1.0F;
constexpr float meaning_weight = 0.9F;

std::string spaced(std::string_view name) {
  std::string words(name);
  for (char& c : words) c = c == '_' ? ' ' : c;
  return words;
}

}  // namespace

search::Lexicon make_knowledge_lexicon(const Knowledge& knowledge) {
  std::vector<search::LexiconEntry> entries;
  for (const Meaning& meaning : meanings) {
    std::string_view rest = meaning.words;
    while (!rest.empty()) {
      const std::size_t bar = rest.find('|');
      entries.push_back({std::string(rest.substr(0, bar)), {{std::string(meaning.name), meaning_weight}}});
      rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
    }
  }
  std::set<std::string> topics;
  for (const LibraryPassage& passage : knowledge.library()) topics.insert(passage.topics.begin(), passage.topics.end());
  for (const std::string& topic : topics) entries.push_back({spaced(topic), {{"topic:" + topic, own_weight}}});
  for (const Label label : all_labels) {
    entries.push_back({std::string(display_name(label)), {{"label:" + std::string(to_string(label)), own_weight}}});
  }
  return search::Lexicon(entries);
}

}  // namespace lumen::agent

// SPDX-License-Identifier: Apache-2.0
#include "catalog/ingredient_groups.h"

#include "catalog/pattern_index.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

constexpr GroupFacts groups[] = {
    {Group::fragrance, "fragrance", "added fragrance", "parfum|fragrance|aroma|perfume",
     "perfumes the product; fragrance is a common cause of contact allergy", "eu_2023_1545|aad_fragrance"},
    {Group::fragrance_allergen, "fragrance_allergen", "a fragrance allergen",
     "amyl cinnamal|amylcinnamyl alcohol|anise alcohol|anisyl alcohol|benzyl alcohol|benzyl benzoate|benzyl cinnamate|"
     "benzyl salicylate|cinnamyl alcohol|cinnamal|cinnamaldehyde|citral|citronellol|coumarin|eugenol|farnesol|geraniol|"
     "hexyl cinnamal|hexyl cinnamaldehyde|hydroxycitronellal|hydroxyisohexyl 3 cyclohexene carboxaldehyde|isoeugenol|"
     "butylphenyl methylpropional|lilial|limonene|linalool|methyl 2 octynoate|alpha isomethyl ionone|methylionone|"
     "evernia prunastri|evernia furfuracea|oak moss|tree moss|pinus mugo|pinus pumila|cedrus atlantica|turpentine|"
     "alpha terpinene|terpinolene|myroxylon pereirae|rose ketone|propylidenephthalide|lippia citriodora|"
     "methyl salicylate|acetyl cedrene|amyl salicylate|anethole|benzaldehyde|camphor|beta caryophyllene|carvone|"
     "dimethyl phenethyl acetate|hexadecanolactone|hexamethylindanopyran|linalyl acetate|menthol|"
     "trimethylcyclopentenyl methylisopentenol|salicylaldehyde|santalol|sclareol|terpineol|"
     "tetramethyl acetyloctahydronaphthalene",
     "is a fragrance allergen that labels in the EU have to name", "eu_2023_1545|eu_list_80|fda_allergens"},
    {Group::essential_oil, "essential_oil", "an essential oil",
     "essential oil|melaleuca&oil|tea tree&oil|cananga&oil|ylang&oil|cymbopogon&oil|santalum&oil|sandalwood&oil|"
     "eugenia caryophyllus&oil|syzygium aromaticum&oil|clove&oil|jasminum&oil|laurus nobilis&oil|juniperus&oil|"
     "cedrus&oil|cedarwood&oil|pogostemon&oil|patchouli&oil|citrus&oil|neroli&oil|mentha&oil|peppermint&oil|"
     "spearmint&oil|narcissus&oil|eucalyptus&oil|lavandula&oil|lavender&oil|pelargonium&oil|geranium&oil|"
     "rosa damascena&oil|rosa centifolia&oil|rosa&flower oil|rose oil!hip|cinnamomum&oil|cinnamon&oil|rosmarinus&oil|"
     "rosemary&oil|salvia&oil!hispanica|sage&oil|thymus&oil|ocimum&oil|litsea&oil|anthemis nobilis&oil|"
     "chamomilla&oil|helichrysum&oil|vetiveria&oil|pinus&oil|abies&oil|foeniculum&oil|zingiber&oil|illicium verum&oil|"
     "boswellia&oil|commiphora&oil|bergamot&oil|lemongrass&oil|lemon peel oil|orange peel oil|cupressus&oil|"
     "mentha piperita|jasminum|jasmine|pelargonium graveolens|cananga odorata|melissa officinalis&oil|origanum&oil|myristica&oil|piper nigrum&oil|elettaria&oil|gaultheria&oil",
     "is or holds an essential oil, which can cause contact allergy", "dermnet_essential_oils"},
    {Group::drying_alcohol, "drying_alcohol", "drying alcohol",
     "^alcohol|alcohol denat|sd alcohol|denatured alcohol|ethanol|ethyl alcohol|isopropyl alcohol|grain alcohol|"
     "sugarcane alcohol|organic alcohol",
     "can dry the skin out in a high share", "tretinoin_warnings"},
    {Group::sulfate, "sulfate", "sulfate cleansing agents",
     "lauryl sulfate|laureth sulfate|coco sulfate|myreth sulfate|dodecyl sulfate|*eth sulfate|trideceth sulfate|"
     "olefin sulfonate",
     "", "cosdna"},
    {Group::paraben, "paraben", "parabens", "*paraben", "is a paraben, which some people are allergic to",
     "preservatives_2019"},
    {Group::silicone, "silicone", "silicones",
     "*methicone|*methiconol|*siloxane|*silsesquioxane|*siloxysilicate|polysilicone|simethicone|silicone", "", "cosdna"},
    {Group::mineral_oil, "mineral_oil", "mineral oil",
     "mineral oil|paraffinum liquidum|liquid paraffin|petrolatum|paraffin|cera microcristallina|microcrystalline wax|"
     "vaseline",
     "", "cfr_347"},
    {Group::formaldehyde_releaser, "formaldehyde_releaser", "formaldehyde or what releases it",
     "bronopol|2 bromo 2 nitropropane 1 3 diol|5 bromo 5 nitro 1 3 dioxane|diazolidinyl urea|dmdm hydantoin|"
     "imidazolidinyl urea|sodium hydroxymethylglycinate|quaternium 15|formaldehyde|formalin",
     "releases formaldehyde, a known contact allergen", "fda_allergens"},
    {Group::isothiazolinone, "isothiazolinone", "isothiazolinone preservatives", "*isothiazolinone",
     "is a preservative that often causes contact allergy", "fda_allergens|preservatives_2019"},
    {Group::lanolin, "lanolin", "lanolin",
     "lanolin|wool alcohol|wool wax|wool fat|wool grease|adeps lanae|*lanolate|lanolinamide|laneth",
     "comes from sheep's wool and can cause contact allergy", "dermnet_wool_alcohols"},
    {Group::nut, "nut", "nuts",
     "prunus amygdalus|prunus dulcis|prunus amara|almond|arachis|peanut|bertholletia|brazil nut|anacardium|cashew|"
     "castanea|corylus|hazelnut|macadamia|carya|pecan|juglans|walnut|pistacia vera|pistachio|pinus pinea|pine nut|"
     "canarium ovatum|butyrospermum|vitellaria|shea|ginkgo nut",
     "is made from a nut", "nut_names|nut_names_uk"},
    {Group::coconut, "coconut", "coconut", "cocos nucifera|coconut", "", "nut_names"},
    {Group::soy, "soy", "soy", "glycine soja|glycine max|soybean|soy|soya", "", "inci_names"},
    {Group::gluten, "gluten", "wheat, barley, rye or oats",
     "triticum|wheat|gluten|hordeum|barley|secale cereale|rye|avena|oat|oatmeal", "", "inci_names"},
    {Group::bee_product, "bee_product", "bee products",
     "beeswax!synthetic|cera alba|cera flava|honey|mel|propolis|royal jelly|bee venom|mellis", "comes from bees",
     "vegan_list_25|bsca_propolis"},
    {Group::salicylate, "salicylate", "salicylates",
     "salicylate|salicylic acid|*salicylate|salix|willow|gaultheria|wintergreen|homosalate|octisalate|salicylaldehyde",
     "", "inci_names|eu_list_80"},
    {Group::animal, "animal", "ingredients of animal origin",
     "lanolin|wool alcohol|wool wax|wool fat|adeps lanae|*lanolate|beeswax!synthetic|cera alba|cera flava|honey|mel|"
     "mellis|propolis|royal jelly|bee venom|carmine|cochineal|ci 75470|carminic acid|collagen!plant!phyto!vegan|"
     "atelocollagen|elastin!plant|keratin!plant!phyto|silk!tree|serica|sericin|casein|caseinate|whey|lactoferrin|=lac|"
     "lac powder|lactis|milk!coconut!oat!rice!almond!soy!thistle!avena!cocos|colostrum|yogurt!soy|lactose|gelatin|guanine|"
     "ci 75170|pearl powder|pearl extract|hydrolyzed pearl|shellac|tallow|*tallowate|mink oil|emu oil|squalene|shark|"
     "snail|caviar|roe extract|egg|ovum|albumen|albumin|placenta|lard|cod liver|fish|chitosan!mushroom",
     "is of animal origin", "vegan_list|vegan_list_25|vegan_list_20"},
    {Group::retinoid, "retinoid", "a retinoid",
     "retinol|retinal|retinaldehyde|retinyl|*retinoate|adapalene|tretinoin|tazarotene|isotretinoin|retinoic acid",
     "is a retinoid: use it in the evening, with sunscreen by day, and not in pregnancy",
     "ukt_retinoids|tretinoin_warnings"},
    {Group::hydroquinone, "hydroquinone", "hydroquinone", "hydroquinone!methyl",
     "is absorbed through the skin more than other ingredients: not in pregnancy", "cfp_2011"},
    {Group::salicylic_acid, "salicylic_acid", "salicylic acid", "salicylic acid|betaine salicylate",
     "can dry and irritate; in pregnancy no stronger than 2 percent", "salicylic_2_percent"},
    {Group::aha, "aha", "an alpha hydroxy acid",
     "glycolic acid|lactic acid|mandelic acid|malic acid|tartaric acid|ammonium lactate|ammonium glycolate|"
     "sodium glycolate",
     "can make skin burn more easily in the sun: wear sunscreen, also for a week afterwards", "fda_aha"},
    {Group::pha, "pha", "a polyhydroxy acid", "gluconolactone|lactobionic acid|maltobionic acid", "", "cosdna"},
    {Group::benzoyl_peroxide, "benzoyl_peroxide", "benzoyl peroxide", "benzoyl peroxide",
     "can dry and irritate, bleaches hair and fabric, and wants sunscreen by day", "bpo_label"},
    {Group::vitamin_c, "vitamin_c", "vitamin C as ascorbic acid", "ascorbic acid!ethyl", "", "draelos_vitamin_c"},
    {Group::sulfur, "sulfur", "sulfur", "sulfur|sulphur|colloidal sulfur", "", "cfr_333"},
    {Group::pore_clogging, "pore_clogging", "ingredients that can clog pores",
     "isopropyl myristate|isopropyl palmitate|isopropyl isostearate|isopropyl linoleate|isopropyl linolate|"
     "myristyl myristate|myristyl lactate|lauric acid|oleyl alcohol|theobroma cacao&butter|cocoa butter|"
     "cocos nucifera&oil|coconut oil|coconut butter|cetyl acetate|isocetyl alcohol|acetylated lanolin alcohol|"
     "stearyl heptanoate|ppg 5 ceteth 10 phosphate|peg 16 lanolin|triticum&germ oil|wheat germ oil|"
     "linum usitatissimum&oil|flaxseed oil|linseed oil|algae extract|carrageenan|sodium lauryl sulfate|"
     "prunus persica&oil",
     "is rated 4 or 5 of 5 for clogging pores in a published list", "fulton_high|comedogenic_scale|comedogenic_oils"},
};
static_assert(std::size(groups) == group_count);

const PatternIndex& index() {
  static const PatternIndex built = [] {
    PatternIndex patterns;
    for (const GroupFacts& facts : groups) patterns.add(facts.patterns, place_of(facts.group));
    return patterns;
  }();
  return built;
}

}  // namespace

std::span<const GroupFacts> all_groups() { return groups; }

const GroupFacts& facts_of(Group group) { return groups[place_of(group)]; }

GroupSet groups_of(std::span<const std::string> words) {
  GroupSet found;
  index().find(words, [&found](std::size_t value) { found.set(value); });
  return found;
}

GroupSet groups_of(std::string_view ingredient) {
  const std::vector<std::string> words = search::split_words(ingredient);
  return groups_of(std::span<const std::string>(words));
}

}  // namespace lumen::catalog

// SPDX-License-Identifier: Apache-2.0
#include "catalog/active_table.h"

namespace lumen::catalog {
namespace {

using enum Naming;
using enum Presence;

constexpr Active actives[] = {
    {"salicylic_acid", "salicylic acid", as_listed, by_place, "salicylic acid|betaine salicylate"},
    {"willow_bark", "willow bark", common, by_place, "salix alba|salix nigra|willow bark"},
    {"benzoyl_peroxide", "benzoyl peroxide", common, any, "benzoyl peroxide"},
    {"azelaic_acid", "azelaic acid", as_listed, any, "azelaic acid|potassium azeloyl diglycinate"},
    {"sulfur", "sulfur", common, any, "sulfur|sulphur|colloidal sulfur"},
    {"retinoid", "a retinoid", as_listed, any,
     "retinol|retinal|retinaldehyde|retinyl retinoate|hydroxypinacolone retinoate|adapalene|tretinoin"},
    {"retinyl_ester", "a retinyl ester", as_listed, by_place,
     "retinyl palmitate|retinyl acetate|retinyl propionate|retinyl linoleate|retinyl sunflowerseedate"},
    {"bakuchiol", "bakuchiol", common, any, "bakuchiol|psoralea corylifolia"},
    {"aha", "an alpha hydroxy acid", as_listed, by_place,
     "glycolic acid|lactic acid|mandelic acid|malic acid|tartaric acid|ammonium lactate|ammonium glycolate|sodium "
     "glycolate"},
    {"pha", "a polyhydroxy acid", as_listed, by_place, "gluconolactone|lactobionic acid|maltobionic acid"},
    {"enzyme", "enzymes", common, any,
     "papain|bromelain|carica papaya fruit|subtilisin|lactobacillus pumpkin|protease"},
    {"niacinamide", "niacinamide", common, by_place, "niacinamide|nicotinamide|vitamin b3"},
    {"zinc_salt", "zinc", common, any,
     "zinc pca|zinc gluconate|zinc sulfate|zinc lactate|zinc carbonate|zinc salicylate"},
    {"tea_tree", "tea tree", common, any, "melaleuca alternifolia|tea tree"},
    {"clay", "clay", as_listed, by_place,
     "kaolin|bentonite|montmorillonite|illite|rhassoul|moroccan lava clay|solum fullonum|fuller's earth|clay|"
     "green clay|heilmoor clay|volcanic ash"},
    {"charcoal", "charcoal", common, any, "charcoal|charcoal powder|bamboo charcoal"},
    {"witch_hazel", "witch hazel", common, by_place, "hamamelis virginiana|witch hazel"},
    {"oil_absorber", "oil-absorbing powder", common, by_place,
     "=silica|silica silylate|zea mays starch|oryza sativa starch|nylon 12"},
    {"vitamin_c", "vitamin C", common, by_place,
     "ascorbic acid|ascorbyl glucoside|ascorbyl phosphate|tetrahexyldecyl ascorbate|ascorbyl tetraisopalmitate|"
     "ascorbyl methylsilanol pectinate|ethyl ascorbic acid|glyceryl ascorbate"},
    {"tranexamic_acid", "tranexamic acid", common, any, "tranexamic acid|cetyl tranexamate"},
    {"arbutin", "arbutin", common, any, "arbutin|alpha arbutin|arctostaphylos uva ursi|bearberry"},
    {"kojic_acid", "kojic acid", common, any, "kojic acid|kojic dipalmitate"},
    {"brightening_phenol", "a brightening phenol", as_listed, any,
     "hexylresorcinol|phenylethyl resorcinol|butylresorcinol|isobutylamido thiazolyl resorcinol|"
     "potassium methoxysalicylate|potassium 4 methoxysalicylate|undecylenoyl phenylalanine|acetyl glucosamine|"
     "dimethoxytolyl propylresorcinol"},
    {"licorice", "licorice", common, any,
     "glycyrrhiza glabra|glycyrrhiza uralensis|licorice|dipotassium glycyrrhizate|glycyrrhetinic acid|"
     "stearyl glycyrrhetinate|ammonium glycyrrhizate"},
    {"mulberry", "mulberry", common, any, "morus alba|morus nigra|morus bombycis|mulberry"},
    {"sunscreen", "a sunscreen filter", as_listed, any,
     "zinc oxide|titanium dioxide|avobenzone|butyl methoxydibenzoylmethane|octocrylene|homosalate|octisalate|"
     "octinoxate|ethylhexyl methoxycinnamate|oxybenzone|ensulizole|ecamsule|"
     "bis ethylhexyloxyphenol methoxyphenyl triazine|diethylamino hydroxybenzoyl hexyl benzoate|"
     "methylene bis benzotriazolyl tetramethylbutylphenol|drometrizole trisiloxane"},
    {"caffeine", "caffeine", common, any, "caffeine|coffea arabica|coffea robusta"},
    {"eye_peptide", "eye-area peptides", common, any,
     "acetyl tetrapeptide 5|dipeptide 2|palmitoyl tetrapeptide 3|acetyl hexapeptide 8|palmitoyl tetrapeptide 7"},
    {"peptide", "peptides", common, any,
     "dipeptide|tripeptide|tetrapeptide|pentapeptide|hexapeptide|heptapeptide|octapeptide|nonapeptide|decapeptide|"
     "oligopeptide|polypeptide|peptide|sh oligopeptide|sh polypeptide|rh oligopeptide"},
    {"vitamin_k", "vitamin K", common, any, "phytonadione|phytonadione epoxide|vitamin k|menaquinone"},
    {"hesperidin", "hesperidin", common, any, "hesperidin methyl chalcone|hesperidin|glucosyl hesperidin"},
    {"chrysin", "chrysin", common, any, "chrysin|n hydroxysuccinimide|hydroxysuccinimide"},
    {"horse_chestnut", "horse chestnut", common, any, "aesculus hippocastanum|horse chestnut|escin"},
    {"butchers_broom", "butcher's broom", common, any, "ruscus aculeatus|butcherbroom"},
    {"green_tea", "green tea", common, any, "camellia sinensis|green tea|epigallocatechin gallate"},
    {"cucumber", "cucumber", common, any, "cucumis sativus|cucumber"},
    {"adenosine", "adenosine", common, any, "adenosine"},
    {"coenzyme_q10", "coenzyme Q10", common, any, "ubiquinone|ubiquinol|coenzyme q10"},
    {"resveratrol", "resveratrol", common, any, "resveratrol|palmitoyl grapevine shoot extract|polygonum cuspidatum"},
    {"hyaluronic_acid", "hyaluronic acid", common, any,
     "hyaluronic acid|sodium hyaluronate|sodium acetylated hyaluronate|hyaluronate"},
    {"glycerin", "glycerin", common, by_place, "glycerin|glycerine|glycerol|vegetable glycerin"},
    {"ceramide", "ceramides", common, any, "ceramide|ceramide np|ceramide ap|ceramide eop|ceramide ng|ceramide 3"},
    {"cholesterol", "cholesterol", common, any, "cholesterol"},
    {"urea", "urea", common, by_place, "=urea|hydroxyethyl urea"},
    {"moisturizing_factor", "natural moisturizing factors", common, any,
     "sodium pca|trehalose|saccharide isomerate|sodium lactate"},
    {"beta_glucan", "beta-glucan", common, any, "beta glucan|carboxymethyl beta glucan"},
    {"squalane", "squalane", common, by_place, "squalane"},
    {"shea_butter", "shea butter", common, by_place, "butyrospermum parkii|shea butter"},
    {"petrolatum", "petrolatum", as_listed, by_place, "petrolatum|lanolin|mineral oil|paraffinum liquidum"},
    {"plant_oil", "plant oils", common, by_place,
     "simmondsia chinensis|jojoba seed oil|argania spinosa|sclerocarya birrea|rosa canina|rosa canina fruit oil|"
     "persea gratissima|olea europaea|macadamia|prunus amygdalus dulcis|helianthus annuus"},
    {"panthenol", "panthenol", common, any, "panthenol|pantothenic acid|pro vitamin b5|provitamin b5"},
    {"allantoin", "allantoin", common, any, "allantoin|symphytum officinale"},
    {"bisabolol", "bisabolol", common, any, "bisabolol"},
    {"centella", "centella", common, any,
     "centella asiatica|madecassoside|asiaticoside|asiatic acid|madecassic acid|tiger grass"},
    {"oat", "oat", common, any, "avena sativa|colloidal oatmeal|oatmeal|oat"},
    {"aloe", "aloe", common, by_place, "aloe barbadensis|aloe vera"},
    {"chamomile", "chamomile", common, any, "chamomilla recutita|anthemis nobilis|chamomile"},
    {"feverfew", "feverfew", common, any, "chrysanthemum parthenium|tanacetum parthenium|feverfew"},
    {"alcohol", "alcohol", common, by_place, "alcohol denat|sd alcohol|sd alcohol 40|=alcohol"},
    {"fragrance", "fragrance", common, any, "fragrance|parfum"},
    {"cooling_oil", "a cooling or essential oil", common, any,
     "menthol|mentha piperita|peppermint|eucalyptus globulus leaf oil|camphor|cinnamomum"},
    {"harsh_cleanser", "a strong cleansing agent", common, by_place,
     "sodium lauryl sulfate|sodium laureth sulfate|sodium c14 16 olefin sulfonate"},
    {"pore_clogging_oil", "a heavy oil", common, by_place,
     "cocos nucifera oil|coconut oil|theobroma cacao|cocoa butter|isopropyl myristate"},
};

constexpr Effect effects[] = {
    // acne
    {"benzoyl_peroxide", Label::acne, 1.0, "help clear blemishes"},
    {"salicylic_acid", Label::acne, 0.9, "help keep pores clear"},
    {"azelaic_acid", Label::acne, 0.8, "help calm and clear blemishes"},
    {"sulfur", Label::acne, 0.8, "help dry up blemishes"},
    {"retinoid", Label::acne, 0.6, "support skin renewal, so pores clog less"},
    {"willow_bark", Label::acne, 0.35, "help keep pores clear"},
    {"tea_tree", Label::acne, 0.5, "care for blemishes"},
    {"niacinamide", Label::acne, 0.5, "help balance oil and calm skin"},
    {"zinc_salt", Label::acne, 0.45, "help balance oil"},
    {"aha", Label::acne, 0.35, "smooth away dead skin"},
    {"clay", Label::acne, 0.4, "draw up oil"},
    {"charcoal", Label::acne, 0.3, "draw up oil"},
    {"pore_clogging_oil", Label::acne, -0.3, ""},
    {"petrolatum", Label::acne, -0.2, ""},
    // hormonal acne: cosmetics act on the skin, not on hormones, and the reasons say no more
    {"azelaic_acid", Label::hormonal_acne, 0.9, "help calm and clear blemishes"},
    {"benzoyl_peroxide", Label::hormonal_acne, 0.85, "help clear blemishes"},
    {"salicylic_acid", Label::hormonal_acne, 0.85, "help keep pores clear"},
    {"retinoid", Label::hormonal_acne, 0.75, "support skin renewal, so pores clog less"},
    {"niacinamide", Label::hormonal_acne, 0.6, "help balance oil and calm skin"},
    {"sulfur", Label::hormonal_acne, 0.6, "help dry up blemishes"},
    {"zinc_salt", Label::hormonal_acne, 0.5, "help balance oil"},
    {"tea_tree", Label::hormonal_acne, 0.4, "care for blemishes"},
    {"clay", Label::hormonal_acne, 0.3, "draw up oil"},
    {"pore_clogging_oil", Label::hormonal_acne, -0.3, ""},
    // blackheads
    {"salicylic_acid", Label::blackheads, 1.0, "loosen what clogs pores"},
    {"retinoid", Label::blackheads, 0.6, "support skin renewal, so pores clog less"},
    {"clay", Label::blackheads, 0.65, "draw oil out of pores"},
    {"charcoal", Label::blackheads, 0.55, "draw up oil and dirt"},
    {"aha", Label::blackheads, 0.5, "lift off dead skin"},
    {"pha", Label::blackheads, 0.4, "gently lift off dead skin"},
    {"enzyme", Label::blackheads, 0.4, "gently lift off dead skin"},
    {"sulfur", Label::blackheads, 0.4, "help keep pores clear"},
    {"niacinamide", Label::blackheads, 0.35, "help balance oil"},
    {"willow_bark", Label::blackheads, 0.4, "loosen what clogs pores"},
    {"witch_hazel", Label::blackheads, 0.2, "tighten the look of pores"},
    {"pore_clogging_oil", Label::blackheads, -0.3, ""},
    // whiteheads
    {"salicylic_acid", Label::whiteheads, 0.9, "loosen what clogs pores"},
    {"retinoid", Label::whiteheads, 0.8, "support skin renewal, so pores clog less"},
    {"benzoyl_peroxide", Label::whiteheads, 0.65, "help clear blemishes"},
    {"azelaic_acid", Label::whiteheads, 0.7, "help keep pores clear"},
    {"aha", Label::whiteheads, 0.65, "lift off dead skin"},
    {"pha", Label::whiteheads, 0.5, "gently lift off dead skin"},
    {"enzyme", Label::whiteheads, 0.4, "gently lift off dead skin"},
    {"sulfur", Label::whiteheads, 0.45, "help dry up blemishes"},
    {"clay", Label::whiteheads, 0.35, "draw oil out of pores"},
    {"niacinamide", Label::whiteheads, 0.3, "help balance oil"},
    {"pore_clogging_oil", Label::whiteheads, -0.3, ""},
    // dark spots
    {"vitamin_c", Label::dark_spots, 0.8, "brighten uneven tone"},
    {"tranexamic_acid", Label::dark_spots, 0.85, "help fade the look of dark spots"},
    {"arbutin", Label::dark_spots, 0.7, "help fade the look of dark spots"},
    {"kojic_acid", Label::dark_spots, 0.7, "help fade the look of dark spots"},
    {"brightening_phenol", Label::dark_spots, 0.65, "help even out tone"},
    {"azelaic_acid", Label::dark_spots, 0.7, "help even out tone"},
    {"niacinamide", Label::dark_spots, 0.6, "help even out tone"},
    {"aha", Label::dark_spots, 0.55, "smooth away dull surface skin"},
    {"sunscreen", Label::dark_spots, 0.6, "keep sun from darkening spots"},
    {"retinoid", Label::dark_spots, 0.5, "support skin renewal"},
    {"retinyl_ester", Label::dark_spots, 0.25, "support skin renewal"},
    {"licorice", Label::dark_spots, 0.4, "brighten uneven tone"},
    {"mulberry", Label::dark_spots, 0.3, "brighten uneven tone"},
    {"pha", Label::dark_spots, 0.3, "gently smooth away dull surface skin"},
    // dark circles
    {"caffeine", Label::dark_circles, 0.75, "wake up tired-looking eyes"},
    {"vitamin_c", Label::dark_circles, 0.65, "brighten the eye area"},
    {"vitamin_k", Label::dark_circles, 0.65, "even out the look under the eyes"},
    {"chrysin", Label::dark_circles, 0.65, "even out the look under the eyes"},
    {"hesperidin", Label::dark_circles, 0.6, "even out the look under the eyes"},
    {"niacinamide", Label::dark_circles, 0.55, "help even out tone"},
    {"brightening_phenol", Label::dark_circles, 0.45, "help even out tone"},
    {"arbutin", Label::dark_circles, 0.4, "help even out tone"},
    {"retinoid", Label::dark_circles, 0.45, "support skin renewal"},
    {"eye_peptide", Label::dark_circles, 0.5, "smooth the eye area"},
    {"peptide", Label::dark_circles, 0.35, "help firm thin-looking skin"},
    {"licorice", Label::dark_circles, 0.35, "brighten uneven tone"},
    {"hyaluronic_acid", Label::dark_circles, 0.3, "plump the eye area"},
    {"green_tea", Label::dark_circles, 0.25, "protect as an antioxidant"},
    // eye bags
    {"caffeine", Label::eye_bags, 0.9, "reduce the look of puffiness"},
    {"eye_peptide", Label::eye_bags, 0.65, "reduce the look of puffiness"},
    {"horse_chestnut", Label::eye_bags, 0.6, "reduce the look of puffiness"},
    {"hesperidin", Label::eye_bags, 0.55, "reduce the look of puffiness"},
    {"butchers_broom", Label::eye_bags, 0.5, "reduce the look of puffiness"},
    {"peptide", Label::eye_bags, 0.4, "help firm the eye area"},
    {"cucumber", Label::eye_bags, 0.35, "cool and refresh the eye area"},
    {"green_tea", Label::eye_bags, 0.3, "refresh the eye area"},
    {"retinoid", Label::eye_bags, 0.3, "help firm the eye area"},
    {"hyaluronic_acid", Label::eye_bags, 0.3, "plump the eye area"},
    // pores
    {"salicylic_acid", Label::pores, 0.85, "clear out pores"},
    {"niacinamide", Label::pores, 0.75, "refine the look of pores"},
    {"retinoid", Label::pores, 0.6, "refine the look of pores"},
    {"clay", Label::pores, 0.6, "draw oil out of pores"},
    {"charcoal", Label::pores, 0.5, "draw up oil and dirt"},
    {"aha", Label::pores, 0.5, "smooth the surface"},
    {"pha", Label::pores, 0.4, "gently smooth the surface"},
    {"willow_bark", Label::pores, 0.35, "help keep pores clear"},
    {"witch_hazel", Label::pores, 0.4, "tighten the look of pores"},
    {"enzyme", Label::pores, 0.35, "gently smooth the surface"},
    {"zinc_salt", Label::pores, 0.3, "help balance oil"},
    {"oil_absorber", Label::pores, 0.2, "blur the look of pores"},
    // wrinkles
    {"retinoid", Label::wrinkles, 0.95, "smooth the look of lines"},
    {"peptide", Label::wrinkles, 0.65, "help skin look firmer"},
    {"bakuchiol", Label::wrinkles, 0.6, "smooth the look of lines"},
    {"vitamin_c", Label::wrinkles, 0.5, "protect as an antioxidant"},
    {"sunscreen", Label::wrinkles, 0.6, "protect against sun-caused lines"},
    {"aha", Label::wrinkles, 0.45, "smooth the surface"},
    {"adenosine", Label::wrinkles, 0.45, "smooth the look of lines"},
    {"retinyl_ester", Label::wrinkles, 0.45, "support skin renewal"},
    {"coenzyme_q10", Label::wrinkles, 0.4, "protect as an antioxidant"},
    {"resveratrol", Label::wrinkles, 0.4, "protect as an antioxidant"},
    {"niacinamide", Label::wrinkles, 0.35, "support the skin barrier"},
    {"hyaluronic_acid", Label::wrinkles, 0.3, "plump fine lines with moisture"},
    {"ceramide", Label::wrinkles, 0.2, "support the skin barrier"},
    // dry skin
    {"ceramide", Label::dry_skin, 0.8, "support the skin barrier"},
    {"urea", Label::dry_skin, 0.75, "bind water and soften"},
    {"hyaluronic_acid", Label::dry_skin, 0.6, "bind water"},
    {"glycerin", Label::dry_skin, 0.45, "bind water"},
    {"petrolatum", Label::dry_skin, 0.6, "seal moisture in"},
    {"shea_butter", Label::dry_skin, 0.55, "soften and seal"},
    {"squalane", Label::dry_skin, 0.5, "soften without a greasy feel"},
    {"oat", Label::dry_skin, 0.45, "soothe dryness"},
    {"panthenol", Label::dry_skin, 0.4, "bind water and soothe"},
    {"moisturizing_factor", Label::dry_skin, 0.4, "bind water"},
    {"cholesterol", Label::dry_skin, 0.4, "support the skin barrier"},
    {"beta_glucan", Label::dry_skin, 0.35, "bind water and soothe"},
    {"plant_oil", Label::dry_skin, 0.35, "soften and seal"},
    {"aloe", Label::dry_skin, 0.25, "soothe"},
    {"alcohol", Label::dry_skin, -0.45, ""},
    {"harsh_cleanser", Label::dry_skin, -0.4, ""},
    {"benzoyl_peroxide", Label::dry_skin, -0.4, ""},
    {"salicylic_acid", Label::dry_skin, -0.15, ""},
    {"clay", Label::dry_skin, -0.3, ""},
    // oily skin
    {"niacinamide", Label::oily_skin, 0.75, "help balance oil"},
    {"salicylic_acid", Label::oily_skin, 0.7, "help keep pores clear of oil"},
    {"clay", Label::oily_skin, 0.65, "draw up oil"},
    {"zinc_salt", Label::oily_skin, 0.6, "help balance oil"},
    {"charcoal", Label::oily_skin, 0.5, "draw up oil"},
    {"witch_hazel", Label::oily_skin, 0.4, "tone oily skin"},
    {"sulfur", Label::oily_skin, 0.4, "help dry up oil"},
    {"oil_absorber", Label::oily_skin, 0.35, "keep shine down"},
    {"aha", Label::oily_skin, 0.25, "smooth the surface"},
    {"retinoid", Label::oily_skin, 0.25, "support skin renewal"},
    {"tea_tree", Label::oily_skin, 0.3, "tone oily skin"},
    {"petrolatum", Label::oily_skin, -0.5, ""},
    {"shea_butter", Label::oily_skin, -0.4, ""},
    {"pore_clogging_oil", Label::oily_skin, -0.4, ""},
    {"plant_oil", Label::oily_skin, -0.3, ""},
    // skin redness
    {"centella", Label::skin_redness, 0.8, "soothe red-looking skin"},
    {"azelaic_acid", Label::skin_redness, 0.8, "help calm the look of redness"},
    {"oat", Label::skin_redness, 0.65, "soothe"},
    {"bisabolol", Label::skin_redness, 0.6, "soothe"},
    {"feverfew", Label::skin_redness, 0.6, "soothe red-looking skin"},
    {"licorice", Label::skin_redness, 0.55, "calm red-looking skin"},
    {"niacinamide", Label::skin_redness, 0.5, "support the skin barrier"},
    {"panthenol", Label::skin_redness, 0.5, "soothe"},
    {"allantoin", Label::skin_redness, 0.5, "soothe"},
    {"chamomile", Label::skin_redness, 0.45, "soothe"},
    {"aloe", Label::skin_redness, 0.4, "cool and soothe"},
    {"ceramide", Label::skin_redness, 0.4, "support the skin barrier"},
    {"beta_glucan", Label::skin_redness, 0.4, "soothe"},
    {"green_tea", Label::skin_redness, 0.35, "calm as an antioxidant"},
    {"cucumber", Label::skin_redness, 0.25, "cool"},
    {"alcohol", Label::skin_redness, -0.5, ""},
    {"fragrance", Label::skin_redness, -0.35, ""},
    {"cooling_oil", Label::skin_redness, -0.4, ""},
    {"aha", Label::skin_redness, -0.45, ""},
    {"retinoid", Label::skin_redness, -0.45, ""},
    {"benzoyl_peroxide", Label::skin_redness, -0.6, ""},
    {"salicylic_acid", Label::skin_redness, -0.3, ""},
    {"witch_hazel", Label::skin_redness, -0.25, ""},
    {"harsh_cleanser", Label::skin_redness, -0.35, ""},
    // healthy: to keep it so, a gentle cleanser, a moisturizer and sun protection
    {"sunscreen", Label::healthy, 0.8, "protect every day"},
    {"glycerin", Label::healthy, 0.45, "keep moisture in balance"},
    {"hyaluronic_acid", Label::healthy, 0.45, "keep skin hydrated"},
    {"ceramide", Label::healthy, 0.45, "keep the skin barrier strong"},
    {"panthenol", Label::healthy, 0.4, "keep skin supple"},
    {"squalane", Label::healthy, 0.35, "keep skin soft"},
    {"allantoin", Label::healthy, 0.3, "keep skin calm"},
    {"niacinamide", Label::healthy, 0.3, "support the skin barrier"},
    {"vitamin_c", Label::healthy, 0.3, "protect as an antioxidant"},
    {"green_tea", Label::healthy, 0.25, "protect as an antioxidant"},
    {"benzoyl_peroxide", Label::healthy, -0.7, ""},
    {"retinoid", Label::healthy, -0.5, ""},
    {"salicylic_acid", Label::healthy, -0.5, ""},
    {"aha", Label::healthy, -0.5, ""},
    {"sulfur", Label::healthy, -0.5, ""},
    {"alcohol", Label::healthy, -0.4, ""},
    {"harsh_cleanser", Label::healthy, -0.3, ""},
    {"fragrance", Label::healthy, -0.15, ""},
};

constexpr ConcernWords concern_words[] = {
    {Label::acne, "acne|blemish|breakout|anti blemish",
     "acne|pimple|zit|blemish|breakout|breaking out|break out|broke out|spotty|spot|acne prone|inflamed spots|"
     "problem skin|pustule|papule|cyst|cystic acne|whitehead pimple|bad skin|teenage skin|teen skin|maskne|"
     "spot prone|blemish prone|acne vulgaris|imperfection"},
    {Label::hormonal_acne, "hormonal",
     "hormonal acne|hormonal|hormone|jawline breakout|chin breakout|period breakout|adult acne|jawline acne|"
     "chin acne|jaw acne|period acne|period pimple|jaw|jawline|around my period|time of the month|pcos|"
     "deep sore pimple|deep pimple|painful pimple|cystic|menstrual|breakouts around my period|before my period|"
     "perimenopause acne|chin and jaw|chin spots|monthly breakout"},
    {Label::blackheads, "blackhead",
     "blackhead|black head|black dot|black spots on nose|clogged pore|open comedone|congested|congestion|"
     "clogged|gunk|blocked pore|black speck|strawberry nose|sebaceous filament|comedone|comedonal"},
    {Label::whiteheads, "whitehead",
     "whitehead|white head|closed comedone|tiny bumps|milia|white bump|little bumps|small bumps|bumpy forehead|"
     "under the skin bumps|bumps under the skin|skin coloured bumps|flesh coloured bump|flesh colored bump|"
     "skin colored bumps|tiny white bump|little white bump|bumps that wont pop|comedonal bumps|white dot|"
     "little flesh coloured bump|closed clogged pores|bump"},
    {Label::dark_spots, "dark spot|pigment|pigmentation|discoloration|age spot",
     "dark spot|brown spot|age spot|sun spot|hyperpigmentation|pigmentation|melasma|discoloration|discolouration|"
     "post acne mark|acne mark|uneven tone|uneven skin tone|dullness|dull|brightening|brighten|brighter|glow|"
     "glowing|radiance|radiant|brown mark|dark mark|brown patch|dark patch|liver spot|sun damage|acne scar|scar|old "
     "acne|scars from old acne|scars from acne|"
     "marks left after pimples|mark left|red mark|post acne|blotches of pigment|freckle|uneven complexion|"
     "skin tone|even tone|even out|even skin tone|tired looking skin|tired skin|lacklustre|lackluster|fade|"
     "pigment|pih|spots left|scarring|old acne marks|"
     "left after pimple|left after acne|left by pimples|after pimple|after acne|after breakout|from old pimple|"
     "pimple mark|pimple scar|blemish mark"},
    {Label::dark_circles, "dark circle",
     "dark circle|dark eye|eye circle|under eye|tired eye|dark under eye|panda eye|raccoon eye|dark shadow|"
     "shadows under eye|black ring|dark ring|rings under eye|rings round eye|black under eye|blue under eye|"
     "hollow eye|dark under eye area|sleepless eye|brighten eye|eye brightening|purple under eye|undereye|"
     "black circle|black eye|dark area under eye|look tired"},
    {Label::eye_bags, "puffiness|puffy|depuff|de puff|depuffing|eye bag",
     "eye bag|eyebag|puffy eye|puffiness|swollen eye|bags under eyes|bag under eye|depuff|de puff|depuffing|"
     "puffy|under eye bag|undereye bag|swollen under eye|puffy under eye|swollen|eye puffiness|baggy eye|"
     "droopy eye|eye swelling|bags"},
    {Label::pores, "pore",
     "pore|large pore|enlarged pore|open pore|visible pore|rough texture|minimize pore|big pore|huge pore|"
     "orange peel skin|orange peel|bumpy texture|rough|uneven texture|rough bumpy texture|texture|rough skin|"
     "smoother skin|refine|craters|pitted skin|rough patches|bumpy skin"},
    {Label::wrinkles, "wrinkle|anti aging|anti ageing|fine line|firming",
     "wrinkle|fine line|crow's feet|crows feet|aging|ageing|anti aging|anti ageing|antiaging|mature|firming|"
     "sagging|sag|saggy|loss of firmness|losing firmness|firmness|firm|firmer|laugh line|smile line|"
     "frown line|forehead line|expression line|elevens|elasticity|crepey|crepe skin|look younger|younger|"
     "wrinkly|crinkle|line around mouth|nasolabial|over 40|over 50|over 60|menopause|collagen loss|"
     "lines round eyes|lines|anti wrinkle|lift|lifting|jowl|aged skin|old looking|youthful"},
    {Label::dry_skin, "dry skin|very dry",
     "dry skin|dry|dryness|dehydrated|flaky|flaking|flake|hydrating|hydration|hydrate|moisture|nourishing|"
     "chapped|thirsty|parched|tight after washing|tight|tightness|peeling flakes|peeling skin|sandpaper|"
     "plump|plumping|plumper|barrier repair|damaged barrier|skin barrier|barrier|cracked|scaly|ashy|itchy|"
     "moisturising|dried out|dries out|winter skin|lacks moisture|eczema prone|rough and dry|dry patch|"
     "moisturizing|dewy|dehydration|desert|leathery|feels tight"},
    {Label::oily_skin, "oily|oil control|mattifying|matte|shine control",
     "oily skin|oily|shine|shiny|greasy|sebum|oil control|mattifying|mattify|matte|t zone|grease|oil free|"
     "oiliness|slick|excess oil|too much oil|oil slick|looks oily|combination skin|non greasy|control oil|"
     "lots of oil|blotting"},
    {Label::skin_redness, "redness|anti redness",
     "skin redness|redness|red|red cheek|flushed|flushing|rosacea|irritated|irritation|sensitive|calming|"
     "soothing|blotchy|reactive|calm|soothe|burning|stinging|sting|angry skin|inflamed|inflammation|sore skin|"
     "sensitised|sensitized|over exfoliated|over exfoliating|redhead skin|blush|blushing|hot skin|"
     "red face|ruddy|broken capillaries|flare|sunburn|windburn|easily irritated|raw"},
    {Label::healthy, "",
     "healthy|healthy skin|maintenance|everyday|every day|daily|basic routine|general|normal skin|gentle|simple "
     "routine|maintain|basic|basic skincare|nothing wrong|good skin|no problems|simple|prevention|starter|"
     "first routine|all skin types|normal"},
};

}  // namespace

std::span<const Active> all_actives() { return actives; }
std::span<const Effect> all_effects() { return effects; }
std::span<const ConcernWords> all_concern_words() { return concern_words; }

}  // namespace lumen::catalog

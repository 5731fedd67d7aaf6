// SPDX-License-Identifier: Apache-2.0
#include "catalog/fact_sources.h"

#include <algorithm>

namespace lumen::catalog {
namespace {

constexpr FactSource sources[] = {
    // names and functions
    {"cosing_functions", "CosIng: list of functions", "European Commission", 0,
     "https://ec.europa.eu/growth/tools-databases/cosing/index.cfm?fuseaction=ref_data.functions"},
    {"cosdna", "Cosmetic ingredients: functions by ingredient", "CosDNA", 0, "https://www.cosdna.com"},
    {"inci_names", "Nuts in toiletries: INCI labelling", "Allergy Insight", 0,
     "https://www.allergy-insight.com/nuts-in-toiletries/"},
    // allergens and irritants
    {"eu_2023_1545", "Regulation (EU) 2023/1545: labelling of fragrance allergens in cosmetic products",
     "European Commission", 2023, "http://data.europa.eu/eli/reg/2023/1545/oj"},
    {"eu_list_80", "Allergens of Regulation 2023/1545: from 24 to 80 substances", "Elinek", 2023,
     "https://www.elinek.gr/en/regulation-2023-1545-the-allergen-list-is-changed-by-regulation-2023-1545-from-24-to-80-"
     "substances/"},
    {"fda_allergens", "Allergens in Cosmetics (list of the FDA)", "ProvisionFDA", 2022,
     "https://www.provisionfda.com/post/allergens-in-cosmetics"},
    {"aad_fragrance", "How can I find eczema friendly products?", "American Academy of Dermatology", 0,
     "https://aad.org/public/diseases/eczema/childhood/triggers/friendly-products"},
    {"dermnet_essential_oils", "Allergic contact dermatitis to essential oils", "DermNet", 2020,
     "http://dermnetnz.org/topics/allergic-contact-dermatitis-to-essential-oils/"},
    {"dermnet_wool_alcohols", "Allergy to wool alcohols", "DermNet", 2002,
     "https://dermnetnz.org/topics/allergy-to-wool-alcohols"},
    {"bsca_propolis", "Propolis: patient information", "British Society of Cutaneous Allergy", 0,
     "https://cutaneousallergy.org/pils/propolis/"},
    {"preservatives_2019", "Contact allergy to preservatives in Taiwan between 1996 and 2015",
     "Dermatologica Sinica 37(3)", 2019, "https://dermsinica.org/article.asp?issn=1027-8117;year=2019;volume=37;issue=3"},
    {"nut_names", "Reading skin care product labels: finding the nuts", "PeanutAllergy.com", 0,
     "https://www.peanutallergy.com/lifestyle/peanut-allergy/reading-skin-care-product-labels-finding-the-nuts"},
    {"nut_names_uk", "Nut free skincare: INCI names of nuts", "MyRoo", 0,
     "https://www.myroo.co.uk/pages/nut-free-skincare"},
    {"tretinoin_warnings", "Tretinoin: what to watch for", "BuzzRx", 0, "https://buzzrx.com/retin-a/warnings"},
    // origin
    {"vegan_list", "Non-Vegan Beauty Ingredients", "Lab Muffin Beauty Science", 2015,
     "https://labmuffin.com/non-vegan-beauty-ingredients/"},
    {"vegan_list_25", "A vegan guide: 25 animal ingredients in cosmetics", "Shop Like You Give a Damn", 2020,
     "https://www.shoplikeyougiveadamn.com/blogs/25-common-animal-ingredients-in-cosmetics/bl-350"},
    {"vegan_list_20", "20 Non-Vegan Ingredients in Cosmetics", "Eco Glam", 0,
     "https://ecoglam.studio/blogs/eco-glam-chit-chats/20-non-vegan-ingredients-in-cosmetics"},
    // comedogenicity
    {"comedogenic_scale", "What products will clog your pores: the comedogenic scale", "A.S. Arch Center", 0,
     "https://www.asarchcenter.com/blog/what-products-will-clog-your-pores/"},
    {"fulton_high", "Ratings of 4 and 5 by Fulton (J. Soc. Cosmet. Chem. 40, 1989)", "Serious Skin Care", 2013,
     "http://seriousskincareblog.blogspot.com/2013/03/list-of-comedogenic-ingredients.html"},
    {"comedogenic_oils", "Comedogenic ratings for common oils and waxes", "The Lexieness", 0,
     "http://thelexieness.com/comedogenic-ratings-for-common-oils-waxes/"},
    // pregnancy and breastfeeding
    {"ukt_retinoids", "Retinoid gels and creams in pregnancy", "UK Teratology Information Service", 2024,
     "https://medicinesinpregnancy.org/leaflets-a-z/isotretinoin-gel"},
    {"cfp_2011", "Safety of skin care products during pregnancy", "Canadian Family Physician 57(6)", 2011,
     "https://www.cfp.ca/content/57/6/665"},
    {"salicylic_2_percent", "Is it safe to use salicylic acid during pregnancy?", "Medical News Today", 2018,
     "https://www.medicalnewstoday.com/articles/322291.php"},
    {"jabfm_2016", "Treatment of Acne in Pregnancy", "J. Am. Board Fam. Med. 29(2)", 2016,
     "https://www.jabfm.org/content/29/2/254.full.txt"},
    {"nhs_lactation", "Safety in Lactation: Acne and rosacea", "NHS Specialist Pharmacy Service", 2020,
     "https://www.sps.nhs.uk/articles/safety-in-lactation-acne-and-rosacea/"},
    // use, order and combinations
    {"fda_aha", "Labeling for Cosmetics Containing Alpha Hydroxy Acids", "FDA", 2005,
     "https://www.fda.gov/regulatory-information/search-fda-guidance-documents/"
     "guidance-industry-labeling-cosmetics-containing-alpha-hydroxy-acids"},
    {"bpo_label", "Benzoyl peroxide wash: Drug Facts", "label text, FunFoxMeds", 0,
     "https://funfoxmeds.com/drug/3aaeec3e-be63-b87f-e063-6394a90a30ea"},
    {"tretinoin_interactions", "Retin-A Micro: interactions", "Cancer Therapy Advisor", 0,
     "https://www.cancertherapyadvisor.com/drug/retin-a-micro/"},
    {"knox_aha_retinol", "Alpha-hydroxy acid, retinol and benzoyl peroxide", "Knoxville Dermatology Group", 0,
     "https://www.knoxderm.com/tag/alpha-hydroxy-acid/"},
    {"draelos_vitamin_c", "Facial care advice for patients with acne (Z. D. Draelos)", "Dermatology Times", 2016,
     "https://www.dermatologytimes.com/view/facial-care-advice-patients-acne"},
    {"typology_mix", "Which combinations of active ingredients should be avoided?", "Typology", 0,
     "https://uk.typology.com/library/skincare-ingredients-not-to-mix"},
    {"aad_order", "Get the Most from Your Skin Care Products (S. C. Taylor)", "American Academy of Dermatology", 0,
     "http://awomanshealth.com/get-the-most-from-your-skin-care-products/"},
    {"exfoliate_weekly", "Overusing skin care ingredients", "Total Beauty", 0,
     "https://totalbeauty.com/mobile/content/slideshows/overusing-skin-care-ingredients-201222/page5"},
    // what an active is used for
    {"cfr_333", "21 CFR 333 subpart D: topical acne drug products", "FDA", 2010,
     "http://qualomics.com/eCFR/?node=21%3A5.0.1.1.14.4"},
    {"cfr_347", "21 CFR 347.10: skin protectant active ingredients", "FDA", 2024,
     "http://www.accessdata.fda.gov/scripts/cdrh/cfdocs/cfcfr/CFRSearch.cfm?fr=347.10"},
    {"niacinamide_2021", "Nicotinamide to control skin aging and pigmentation (Y. C. Boo)", "Antioxidants 10(8)", 2021,
     "https://docslib.org/doc/2519613/niacinamide-to-control-skin-aging-and-pigmentation"},
    {"niacinamide_2025", "Niacinamide as a multifunctional agent for skin health", "Current Pharm. Biotechnology", 2025,
     "https://www.benthamdirect.com/content/journals/cpb/10.2174/0113892010402025250922222646"},
    {"vitamin_c_2013", "Vitamin C in dermatology (P. S. Telang)", "Indian Dermatol. Online J. 4(2)", 2013,
     "https://www.idoj.in/article.asp?issn=2229-5178;year=2013;volume=4;issue=2;spage=143"},
    {"depigmenting_2018", "Depigmenting Agents (P. Galappatthy, D. Rathnayake)", "Springer", 2018,
     "https://rd.springer.com/chapter/10.1007/978-3-319-70419-7_18"},
    {"retinoids_2006", "Retinoids in the treatment of skin aging (S. Mukherjee)", "Clin. Interv. Aging 1(4)", 2006,
     "https://pubmed.ncbi.nlm.nih.gov/18046911/"},
    {"aha_2024", "Alpha-Hydroxy Acids in Dermatological Practice (A. A. Almeman)", "Clin. Cosmet. Investig. Dermatol. 17",
     2024, "https://pmc.ncbi.nlm.nih.gov/articles/PMC11268769"},
    {"peels_2023", "Organic acids for chemical peels treating acne", "Molecules 28(20)", 2023,
     "https://pmc.ncbi.nlm.nih.gov/articles/PMC10608815"},
    {"caffeine_2015", "An eye pad containing caffeine and vitamin K", "Advanced Biomedical Research", 2015,
     "https://advbiores.mui.ac.ir/article_30422.html"},
    {"centella_2016", "Cosmetic formulations containing Centella asiatica extract (A. Ratz-Lyko)",
     "Indian J. Pharm. Sci. 78(1)", 2016, "https://pmc.ncbi.nlm.nih.gov/articles/PMC4852572"},
    {"peptides_2017", "Topical Peptide Treatments with Effective Anti-Aging Results (S. K. Schagen)", "Cosmetics 4(2)",
     2017, "https://www.mdpi.com/2079-9284/4/2/16"},
    {"moisturisers", "Moisturisers: humectants, emollients, occlusives", "Spotlight on Skin", 0,
     "https://spotlightonskin.com/ingredient/moisturisers/"},
    {"aad_sunscreen", "Sunscreen FAQs", "American Academy of Dermatology", 0,
     "https://www.aad.org/media/stats-sunscreen"},
};

}  // namespace

std::span<const FactSource> all_fact_sources() { return sources; }

const FactSource* find_fact_source(std::string_view key) {
  const auto* found = std::find_if(std::begin(sources), std::end(sources),
                                   [key](const FactSource& source) { return source.key == key; });
  return found == std::end(sources) ? nullptr : found;
}

std::string publisher_of(const FactSource& source) {
  std::string text(source.body);
  if (source.year > 0) text += ", " + std::to_string(source.year);
  return text;
}

}  // namespace lumen::catalog

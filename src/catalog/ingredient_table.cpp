// SPDX-License-Identifier: Apache-2.0
#include "catalog/ingredient_table.h"

#include <unordered_map>

#include "base/encoding.h"
#include "catalog/active_matcher.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

// name, other names, functions, lowest and highest published rating (-1: none), sources
constexpr InciFact facts[] = {
    {"Glycerin", "", "solvent|moisturising|humectant", 0, 0, "cosing_functions|cosdna|comedogenic_scale"},
    {"Water", "Aqua|Eau|Purified Water", "solvent", -1, -1, "cosing_functions|cosdna"},
    {"Phenoxyethanol", "", "preservative", -1, -1, "cosing_functions|cosdna"},
    {"Butylene Glycol", "", "solvent|moisturising", 1, 1, "cosing_functions|cosdna"},
    {"Sodium Hyaluronate", "", "moisturising", 0, 0, "cosing_functions|cosdna|comedogenic_scale"},
    {"Caprylyl Glycol", "", "moisturising|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Citric Acid", "", "buffering", -1, -1, "cosing_functions|cosdna"},
    {"Ethylhexylglycerin", "", "moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Xanthan Gum", "", "viscosity controlling", -1, -1, "cosing_functions|cosdna"},
    {"Disodium EDTA", "", "chelating", -1, -1, "cosing_functions|cosdna"},
    {"Sodium Benzoate", "", "preservative", -1, -1, "cosing_functions|cosdna"},
    {"Propanediol", "", "solvent|viscosity controlling", -1, -1, "cosing_functions|cosdna"},
    {"Sodium Hydroxide", "", "buffering", -1, -1, "cosing_functions|cosdna"},
    {"Potassium Sorbate", "", "preservative", -1, -1, "cosing_functions|cosdna"},
    {"Tocopherol", "", "antioxidant", 2, 2, "cosing_functions|cosdna"},
    {"Dimethicone", "", "emollient", 1, 1, "cosing_functions|cosdna|comedogenic_scale"},
    {"Tocopheryl Acetate", "", "moisturising|antioxidant", 0, 0, "cosing_functions|cosdna"},
    {"Camellia Sinensis Leaf Extract", "", "moisturising|antioxidant|astringent|UV filter|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Carbomer", "", "viscosity controlling", 0, 0, "cosing_functions|cosdna"},
    {"Squalane", "", "emollient", 1, 1, "cosing_functions|cosdna"},
    {"1,2-Hexanediol", "", "solvent", -1, -1, "cosing_functions|cosdna"},
    {"Cetearyl Alcohol", "", "surfactant|viscosity controlling|emulsifying", 2, 2, "cosing_functions|cosdna"},
    {"Limonene", "", "solvent|perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Aloe Barbadensis Leaf Juice", "", "skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Linalool", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Glyceryl Stearate", "", "emollient|emulsifying", -1, -1, "cosing_functions|cosdna"},
    {"Niacinamide", "Nicotinamide", "smoothing|skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Lecithin", "", "moisturising|antioxidant|emollient|emulsifying", -1, -1, "cosing_functions|cosdna"},
    {"Polysorbate 20", "", "surfactant|emulsifying", 0, 0, "cosing_functions|cosdna"},
    {"Allantoin", "", "soothing", 0, 0, "cosing_functions|cosdna"},
    {"Panthenol", "", "antistatic|moisturising", 0, 0, "cosing_functions|cosdna"},
    {"Silica", "", "viscosity controlling", -1, -1, "cosing_functions|cosdna"},
    {"Pentylene Glycol", "", "moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Sodium Chloride", "", "viscosity controlling", -1, -1, "cosing_functions|cosdna"},
    {"Acrylates/C10-30 Alkyl Acrylate Crosspolymer", "", "viscosity controlling", -1, -1, "cosing_functions|cosdna"},
    {"Parfum", "Fragrance", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Salicylic Acid", "", "exfoliating|bleaching", -1, -1, "cosing_functions|cosdna"},
    {"Butyrospermum Parkii Butter", "Shea Butter", "moisturising|emollient", 0, 0, "cosing_functions|cosdna|comedogenic_oils"},
    {"Hexylene Glycol", "", "surfactant|solvent|emulsifying", 2, 2, "cosing_functions|cosdna"},
    {"Glycyrrhiza Glabra Root Extract", "", "perfuming|soothing|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Titanium Dioxide", "CI 77891", "colorant|UV filter", 0, 0, "cosing_functions|cosdna"},
    {"Lactic Acid", "", "exfoliating|astringent", -1, -1, "cosing_functions|cosdna"},
    {"PEG-100 Stearate", "", "surfactant", 1, 1, "cosing_functions|cosdna"},
    {"Sodium PCA", "", "antistatic|moisturising", 0, 0, "cosing_functions|cosdna"},
    {"Caffeine", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Ceramide NP", "", "moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Ceramide AP", "", "skin protecting|skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Ceramide EOP", "", "skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Cetyl Alcohol", "", "surfactant|viscosity controlling|emollient", 2, 2, "cosing_functions|cosdna"},
    {"Betaine", "", "viscosity controlling|antistatic|moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Cyclopentasiloxane", "", "solvent|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Stearic Acid", "", "surfactant|viscosity controlling|emulsifying", 2, 2, "cosing_functions|cosdna"},
    {"Maltodextrin", "", "absorbent|binding|emulsion stabilising|film forming|skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Sodium Citrate", "", "buffering|antioxidant", -1, -1, "cosing_functions|cosdna"},
    {"Chlorphenesin", "", "preservative", -1, -1, "cosing_functions|cosdna"},
    {"Helianthus Annuus Seed Oil", "", "perfuming|antioxidant|emollient", 0, 0, "cosing_functions|cosdna"},
    {"Bisabolol", "", "soothing", -1, -1, "cosing_functions|cosdna"},
    {"Kaolin", "", "abrasive|absorbent|anticaking|colorant|opacifying|bulking", 0, 0, "cosing_functions|cosdna"},
    {"Hydrogenated Lecithin", "", "emulsifying", -1, -1, "cosing_functions|cosdna"},
    {"Trehalose", "", "moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Glycolic Acid", "", "exfoliating|bleaching", -1, -1, "cosing_functions|cosdna"},
    {"Lavandula Angustifolia Oil", "", "perfuming|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Behenyl Alcohol", "", "viscosity controlling", -1, -1, "cosing_functions|cosdna"},
    {"Alcohol", "", "solvent", -1, -1, "cosing_functions|cosdna"},
    {"Alcohol Denat", "", "solvent", 0, 0, "cosing_functions|cosdna"},
    {"Polysorbate 60", "", "surfactant|emulsifying", -1, -1, "cosing_functions|cosdna"},
    {"Cholesterol", "", "viscosity controlling|emollient|emulsifying", 0, 0, "cosing_functions|cosdna"},
    {"Dipotassium Glycyrrhizate", "", "soothing", -1, -1, "cosing_functions|cosdna"},
    {"Ascorbic Acid", "", "antioxidant|bleaching", 0, 0, "cosing_functions|cosdna"},
    {"Iron Oxides", "", "colorant", 0, 0, "cosing_functions|cosdna"},
    {"Coco-Caprylate/Caprate", "", "emollient", -1, -1, "cosing_functions|cosdna"},
    {"C12-15 Alkyl Benzoate", "", "emollient", -1, -1, "cosing_functions|cosdna"},
    {"Avena Sativa Kernel Extract", "", "antioxidant|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Cucumis Sativus Fruit Extract", "", "emollient", -1, -1, "cosing_functions|cosdna"},
    {"BHT", "", "antioxidant", -1, -1, "cosing_functions|cosdna"},
    {"Benzyl Alcohol", "", "preservative|solvent|perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Bentonite", "", "viscosity controlling", 0, 0, "cosing_functions|cosdna"},
    {"Tromethamine", "", "buffering", -1, -1, "cosing_functions|cosdna"},
    {"Sorbitan Isostearate", "", "emulsifying", -1, -1, "cosing_functions|cosdna"},
    {"Arginine", "", "antistatic|moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Sucrose", "", "moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Linoleic Acid", "", "antistatic|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Ascorbyl Palmitate", "", "antioxidant", 2, 2, "cosing_functions|cosdna"},
    {"Chondrus Crispus Extract", "", "viscosity controlling", -1, -1, "cosing_functions|cosdna"},
    {"Glyceryl Caprylate", "", "emollient|emulsifying", -1, -1, "cosing_functions|cosdna"},
    {"Citral", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Citronellol", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Cocamidopropyl Betaine", "", "surfactant|viscosity controlling|antistatic", -1, -1, "cosing_functions|cosdna"},
    {"Aminomethyl Propanol", "", "buffering", -1, -1, "cosing_functions|cosdna"},
    {"Citrus Aurantium Bergamia Fruit Oil", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Hydroxyethylcellulose", "", "viscosity controlling", -1, -1, "cosing_functions|cosdna"},
    {"Cetearyl Glucoside", "", "viscosity controlling|moisturising|emulsifying", -1, -1, "cosing_functions|cosdna"},
    {"Potassium Hydroxide", "", "buffering", -1, -1, "cosing_functions|cosdna"},
    {"Hydroxyacetophenone", "", "antioxidant", -1, -1, "cosing_functions|cosdna"},
    {"Mica", "", "colorant", -1, -1, "cosing_functions|cosdna"},
    {"Ascorbyl Glucoside", "", "antioxidant|bleaching", -1, -1, "cosing_functions|cosdna"},
    {"Lactobacillus Ferment", "", "skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Tetrasodium Glutamate Diacetate", "", "chelating", -1, -1, "cosing_functions|cosdna"},
    {"Palmitic Acid", "", "emollient|emulsifying", 2, 2, "cosing_functions|cosdna"},
    {"Retinol", "", "skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Palmitoyl Tetrapeptide-7", "", "skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Urea", "", "moisturising|soothing", -1, -1, "cosing_functions|cosdna"},
    {"Glyceryl Stearate SE", "", "emulsifying", 3, 3, "cosing_functions|cosdna"},
    {"Mentha Piperita Oil", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Geraniol", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Polymethylsilsesquioxane", "", "opacifying", -1, -1, "cosing_functions|cosdna"},
    {"Phospholipids", "", "moisturising|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Coco-Glucoside", "", "surfactant", -1, -1, "cosing_functions|cosdna"},
    {"Sorbic Acid", "", "preservative", -1, -1, "cosing_functions|cosdna"},
    {"Propylene Glycol", "", "solvent|viscosity controlling|moisturising", 0, 0, "cosing_functions|cosdna"},
    {"Ceteareth-20", "", "surfactant|emulsifying", -1, -1, "cosing_functions|cosdna"},
    {"Sorbitol", "", "viscosity controlling|moisturising", 0, 0, "cosing_functions|cosdna"},
    {"Ferulic Acid", "", "antioxidant", -1, -1, "cosing_functions|cosdna"},
    {"Sodium Lactate", "", "moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Dipropylene Glycol", "", "solvent|moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Tetrahexyldecyl Ascorbate", "", "antioxidant", -1, -1, "cosing_functions|cosdna"},
    {"Rosmarinus Officinalis Leaf Extract", "", "antimicrobial|masking|skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Sodium Phytate", "", "chelating", -1, -1, "cosing_functions|cosdna"},
    {"Magnesium Aluminum Silicate", "", "viscosity controlling", 0, 0, "cosing_functions|cosdna"},
    {"Acetyl Glucosamine", "", "moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Phytic Acid", "", "chelating|exfoliating", -1, -1, "cosing_functions|cosdna"},
    {"Curcuma Longa Root Extract", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Polysorbate 80", "", "surfactant|emulsifying", 0, 0, "cosing_functions|cosdna"},
    {"Melaleuca Alternifolia Leaf Oil", "Tea Tree Oil", "perfuming|antioxidant", -1, -1, "cosing_functions|cosdna"},
    {"Chamomilla Recutita Flower Extract", "", "masking|skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Centella Asiatica Extract", "", "soothing", -1, -1, "cosing_functions|cosdna"},
    {"Stearyl Alcohol", "", "surfactant|viscosity controlling", 2, 2, "cosing_functions|cosdna"},
    {"Hyaluronic Acid", "", "moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Glycine Soja Oil", "Soybean Oil", "perfuming|moisturising|emollient", 3, 3, "cosing_functions|cosdna|comedogenic_scale"},
    {"Zinc Gluconate", "", "deodorant|skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Zinc Oxide", "", "astringent|UV filter", 1, 1, "cosing_functions|cosdna|comedogenic_scale"},
    {"Cyclohexasiloxane", "", "solvent|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Isohexadecane", "", "solvent|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Persea Gratissima Oil", "Avocado Oil", "moisturising|emollient", 2, 3, "cosing_functions|cosdna|comedogenic_scale"},
    {"Saccharide Isomerate", "", "moisturising", -1, -1, "cosing_functions|cosdna"},
    {"Sorbitan Olivate", "", "emulsifying", -1, -1, "cosing_functions|cosdna"},
    {"Jojoba Esters", "", "emollient", -1, -1, "cosing_functions|cosdna"},
    {"Limnanthes Alba Seed Oil", "", "moisturising|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Eucalyptus Globulus Leaf Oil", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Sodium Cocoyl Isethionate", "", "surfactant", -1, -1, "cosing_functions|cosdna"},
    {"Charcoal Powder", "", "absorbent|colorant|abrasive|opacifying", -1, -1, "cosing_functions|cosdna"},
    {"Zinc PCA", "", "humectant|skin conditioning", -1, -1, "cosing_functions|cosdna"},
    {"Papain", "", "antistatic|exfoliating", 0, 0, "cosing_functions|cosdna"},
    {"Benzoic Acid", "", "preservative", 2, 2, "cosing_functions|cosdna"},
    {"Beta-Glucan", "", "soothing", -1, -1, "cosing_functions|cosdna"},
    {"Cocos Nucifera Oil", "Coconut Oil", "perfuming|moisturising|emollient", 4, 4, "cosing_functions|cosdna|comedogenic_scale"},
    {"Retinyl Palmitate", "", "antioxidant", 2, 2, "cosing_functions|cosdna"},
    {"Methylparaben", "", "preservative|antimicrobial", 0, 0, "cosing_functions|cosdna"},
    {"Propylparaben", "", "preservative", 0, 0, "cosing_functions|cosdna"},
    {"Rosa Canina Fruit Oil", "", "emollient", 1, 1, "cosing_functions|cosdna|comedogenic_oils"},
    {"Simmondsia Chinensis Seed Oil", "Jojoba Oil", "moisturising|emollient", 2, 2, "cosing_functions|cosdna|comedogenic_scale"},
    {"Magnesium Ascorbyl Phosphate", "", "antioxidant|bleaching", -1, -1, "cosing_functions|cosdna"},
    {"Scutellaria Baicalensis Root Extract", "", "moisturising|soothing|astringent", -1, -1, "cosing_functions|cosdna"},
    {"Decyl Glucoside", "", "surfactant", -1, -1, "cosing_functions|cosdna"},
    {"Colloidal Oatmeal", "", "exfoliating", -1, -1, "cosing_functions|cosdna"},
    {"Olea Europaea Fruit Oil", "Olive Oil", "solvent|perfuming|emollient", 2, 2, "cosing_functions|cosdna|comedogenic_scale"},
    {"Salix Alba Bark Extract", "", "soothing|astringent", -1, -1, "cosing_functions|cosdna"},
    {"Gluconolactone", "", "exfoliating", -1, -1, "cosing_functions|cosdna"},
    {"Oleic Acid", "", "emollient|emulsifying", -1, -1, "cosing_functions|cosdna"},
    {"Laureth-23", "", "surfactant|emulsifying", 3, 3, "cosing_functions|cosdna"},
    {"Laureth-4", "", "surfactant|antistatic|emulsifying", 5, 5, "cosing_functions|cosdna"},
    {"Vitis Vinifera Seed Oil", "", "moisturising|antioxidant|emollient", 2, 2, "cosing_functions|cosdna|comedogenic_oils"},
    {"Azelaic Acid", "", "bleaching", -1, -1, "cosing_functions|cosdna"},
    {"Tranexamic Acid", "", "bleaching", -1, -1, "cosing_functions|cosdna"},
    {"Arbutin", "Alpha-Arbutin", "bleaching", -1, -1, "cosing_functions|cosdna"},
    {"Kojic Acid", "", "bleaching", -1, -1, "cosing_functions|cosdna"},
    {"Avobenzone", "Butyl Methoxydibenzoylmethane", "UV filter", -1, -1, "cosing_functions|cosdna"},
    {"Octocrylene", "", "UV filter", -1, -1, "cosing_functions|cosdna"},
    {"Homosalate", "", "UV filter", -1, -1, "cosing_functions|cosdna"},
    {"Ethylhexyl Salicylate", "Octisalate", "UV filter", -1, -1, "cosing_functions|cosdna"},
    {"Ethylhexyl Methoxycinnamate", "Octinoxate", "UV filter", 0, 0, "cosing_functions|cosdna"},
    {"Mandelic Acid", "", "antimicrobial", -1, -1, "cosing_functions|cosdna"},
    {"Resveratrol", "", "antioxidant", -1, -1, "cosing_functions|cosdna"},
    {"Ubiquinone", "", "antioxidant", -1, -1, "cosing_functions|cosdna"},
    {"Madecassoside", "", "antioxidant", -1, -1, "cosing_functions|cosdna"},
    {"Lanolin", "", "surfactant|antistatic|emollient", -1, -1, "cosing_functions|cosdna"},
    {"Hamamelis Virginiana Water", "", "soothing|astringent", -1, -1, "cosing_functions|cosdna"},
    {"Sodium Lauryl Sulfate", "", "surfactant|emulsifying", 5, 5, "cosing_functions|cosdna|comedogenic_scale"},
    {"Sodium Laureth Sulfate", "", "surfactant|emulsifying", 3, 3, "cosing_functions|cosdna"},
    {"Methylisothiazolinone", "", "preservative", -1, -1, "cosing_functions|cosdna"},
    {"DMDM Hydantoin", "", "preservative", -1, -1, "cosing_functions|cosdna"},
    {"Imidazolidinyl Urea", "", "preservative", -1, -1, "cosing_functions|cosdna"},
    {"Petrolatum", "", "antistatic|emollient", 0, 0, "cosing_functions|cosdna|comedogenic_scale"},
    {"Mineral Oil", "Paraffinum Liquidum", "solvent|antistatic", 0, 0, "cosing_functions|cosdna|comedogenic_scale"},
    {"Beeswax", "Cera Alba", "viscosity controlling|emollient|emulsifying", 0, 2, "cosing_functions|cosdna"},
    {"Theobroma Cacao Seed Butter", "Cocoa Butter", "colorant|emollient", 4, 4, "cosing_functions|cosdna|comedogenic_scale"},
    {"Isopropyl Myristate", "", "solvent", 4, 5, "cosing_functions|cosdna|fulton_high"},
    {"Isopropyl Palmitate", "", "solvent|perfuming|moisturising", 4, 5, "cosing_functions|cosdna|fulton_high"},
    {"Isopropyl Isostearate", "", "solvent|emollient", 4, 5, "cosing_functions|cosdna|fulton_high"},
    {"Myristyl Myristate", "", "emollient", 4, 5, "cosing_functions|cosdna|fulton_high"},
    {"Oleyl Alcohol", "", "surfactant|viscosity controlling|emulsifying", 4, 5, "cosing_functions|cosdna|fulton_high"},
    {"Lauric Acid", "", "emulsifying", 4, 5, "cosing_functions|cosdna|fulton_high"},
    {"Myristic Acid", "", "perfuming|emulsifying", 3, 3, "cosing_functions|cosdna"},
    {"Triticum Vulgare Germ Oil", "Wheat Germ Oil", "emollient", 5, 5, "cosing_functions|cosdna|comedogenic_scale"},
    {"Isostearyl Isostearate", "", "emollient", 4, 4, "cosing_functions|cosdna"},
    {"Isocetyl Stearate", "", "solvent", 5, 5, "cosing_functions|cosdna"},
    {"Decyl Oleate", "", "solvent|emollient", 3, 3, "cosing_functions|cosdna"},
    {"Isostearyl Neopentanoate", "", "solvent|emollient", 3, 3, "cosing_functions|cosdna"},
    {"Stearyl Heptanoate", "", "solvent|emollient", 4, 5, "cosing_functions|cosdna|fulton_high"},
    {"Sorbitan Oleate", "", "emulsifying", 3, 3, "cosing_functions|cosdna"},
    {"Sesamum Indicum Seed Oil", "", "perfuming|emollient", 2, 2, "cosing_functions|cosdna"},
    {"Ricinus Communis Seed Oil", "Castor Oil", "perfuming|moisturising|emollient", 1, 1, "cosing_functions|cosdna"},
    {"Carthamus Tinctorius Seed Oil", "", "perfuming", 0, 0, "cosing_functions|cosdna"},
    {"Oenothera Biennis Oil", "", "emollient", 2, 2, "cosing_functions|cosdna"},
    {"Argania Spinosa Kernel Oil", "", "emollient", 0, 0, "cosing_functions|cosdna|comedogenic_scale"},
    {"Sulfur", "", "antistatic", 0, 0, "cosing_functions|cosdna"},
    {"Menthol", "", "perfuming|astringent", -1, -1, "cosing_functions|cosdna"},
    {"Camphor", "", "denaturant|perfuming", 2, 2, "cosing_functions|cosdna"},
    {"Eugenol", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Coumarin", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Hexyl Cinnamal", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Benzyl Salicylate", "", "UV filter", -1, -1, "cosing_functions|cosdna"},
    {"Farnesol", "", "perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Benzyl Benzoate", "", "solvent|perfuming", -1, -1, "cosing_functions|cosdna"},
    {"Hydrolyzed Collagen", "", "antistatic|moisturising|emollient", 0, 0, "cosing_functions|cosdna"},
    {"Carmine", "", "colorant", 0, 0, "cosing_functions|cosdna"},
    {"Triethanolamine", "", "buffering", 2, 2, "cosing_functions|cosdna"},
    {"Talc", "", "abrasive|absorbent|opacifying|skin protecting|bulking", 1, 1, "cosing_functions|cosdna"},
    {"Algae Extract", "", "moisturising|emollient", 5, 5, "cosing_functions|cosdna|comedogenic_scale"},
    {"Bakuchiol", "", "antimicrobial", -1, -1, "cosing_functions|cosdna"},
};

std::string key_of(std::string_view name) {
  std::string key;
  for (const std::string& word : search::split_words(name)) key.append(key.empty() ? "" : " ").append(word);
  return key;
}

using ByName = std::unordered_map<std::string, const InciFact*>;

const ByName& by_name() {
  static const ByName built = [] {
    ByName names;
    for (const InciFact& fact : facts) {
      names.emplace(key_of(fact.name), &fact);
      for (const std::string_view other : split_bar(fact.other_names)) names.emplace(key_of(other), &fact);
    }
    return names;
  }();
  return built;
}

const InciFact* look_up(std::string_view name) {
  const auto found = by_name().find(key_of(name));
  return found == by_name().end() ? nullptr : found->second;
}

// "Salicylic Acid 2%" without the number.
std::string_view without_percentage(std::string_view name) {
  const std::size_t sign = name.find('%');
  if (sign == std::string_view::npos) return name;
  std::size_t start = sign;
  while (start > 0 && std::string_view("0123456789. ").find(name[start - 1]) != std::string_view::npos) --start;
  return start == 0 ? trim(name.substr(sign + 1)) : trim(name.substr(0, start));
}

}  // namespace

std::span<const InciFact> all_inci_facts() { return facts; }

const InciFact* find_inci(std::string_view ingredient) {
  const std::string_view name = without_percentage(ingredient);
  if (const InciFact* found = look_up(name)) return found;
  // "Camellia Sinensis (Green Tea) Leaf Extract": without what stands in brackets, then what stands in them.
  const std::size_t open = name.find('(');
  const std::size_t close = name.find(')', open == std::string_view::npos ? 0 : open);
  if (open != std::string_view::npos && close != std::string_view::npos) {
    const std::string outside = std::string(name.substr(0, open)) + " " + std::string(name.substr(close + 1));
    if (const InciFact* found = look_up(outside)) return found;
    if (const InciFact* found = look_up(name.substr(open + 1, close - open - 1))) return found;
  }
  // "Water/Aqua/Eau"
  for (std::size_t start = 0; start < name.size();) {
    const std::size_t end = std::min(name.find('/', start), name.size());
    if (const InciFact* found = look_up(name.substr(start, end - start))) return found;
    start = end + 1;
  }
  return nullptr;
}

}  // namespace lumen::catalog

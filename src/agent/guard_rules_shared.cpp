// SPDX-License-Identifier: Apache-2.0
// Words that several rule tables use: illnesses, medicines, negations.

#include <array>

#include "agent/guard_rules.h"

namespace lumen::agent {
namespace {

constexpr auto sets = std::to_array<GuardSetText>({
    {"negation",
     "no, not, never, without, isnt, arent, wasnt, werent, dont, doesnt, didnt, hasnt, havent, nor, neither, none, "
     "wont, "
     "cannot, cant, couldnt, shouldnt, wouldnt, aint, avoid*, rather than, instead of, nobody, nothing, stop, refrain, "
     "neednt, unable, refuse*, skip"},
    {"unsure",
     "if, whether, unless, in case, when, while, told, tell, said, mention*, wrote, only a, cannot, cant, unable, "
     "could, "
     "might, may, perhaps, doctor*, dermatologist*, pharmacist*, physician*, clinician*, professional*, people, "
     "someone, "
     "anyone, those, not mean, doesnt mean, not say, not know, no photo, no picture, suppose, example, or, as, who"},

    {"skinflame",
     "dermatitis~, dermititis, dermatitus, dermatite, dermatitis, seborrheic/seborrhoeic/atopic/contact/perioral "
     "dermatitis~, seborrhea, seborrhoea"},
    // Illnesses that a photo cannot tell. Lumen's own labels (acne, redness, dark spots …) are none of them.
    {"named_illness",
     "rosacea~, rosaceae, rosecea, rosatia, rosacia, roseacea, couperose, rosazea, rosacee, eczema~, eczma, exzema, "
     "excema, "
     "ekzem, ekzema, eccema, psoriasis~, psorasis, soriasis, psoriatic, schuppenflechte, neurodermitis, melasma~, "
     "chloasma, lupus, {skinflame}, melanoma~, melanom*, carcinoma~, carcinom*, cancer, cancers, cancerous, krebs, "
     "hautkrebs, cancro, malignan*, precancer*, tumor*, tumour*, lymphoma*, basal cell, squamous cell, actinic "
     "keratos*, "
     "keratosis pilaris, herpes, shingles, cold sore*, impetigo~, ringworm~, ringworms, ring worms, ring worm, tinea, "
     "fungus, fungal "
     "infection*/rash/acne/growth, a fungal, pilzinfektion, hongos, mycose, yeast infection*, bacterial infection*, "
     "viral "
     "infection*, skin infection*, staph*, mrsa, cellulitis~, erysipelas, folliculitis~, vitiligo~, urticaria~, "
     "scabies~, "
     "hidradenitis, molluscum, hpv, wart, warts, lichen planus, pityriasis, alopecia, lyme, measles, chickenpox, "
     "chicken pox, monkeypox, mpox, smallpox, syphilis, std, sti, hiv, aids, diabetes, pcos, cushing*, hypothyroid*, "
     "thyroid disease/disorder/problem*, hormone/hormonal imbalance, anemia, anaemia, celiac, scleroderma, "
     "dermatomyositis, leprosy, sepsis, gangrene, kaposi*, cystic acne, acne vulgaris, acne conglobata, acne rosacea, "
     "nodular acne, acne fulminans, demodex, sarcoidosis, porphyria, pemphig*, vasculitis, angioedema, blood "
     "poisoning, "
     "allergic reaction, an allergy, autoimmune, meningitis, jaundice, hepatitis, liver disease, kidney disease"},
    {"general_illness",
     "disease*, illness*, sickness, an infection, infected, infection*, skin/medical/chronic disorder*, a disorder, "
     "medical/autoimmune condition*, syndrome*, pathology, krankheit*, enfermedad*, maladie*, malattia*, doenca*"},
    {"illness", "{named_illness}, {general_illness}"},
    {"cancer",
     "melanom*, melanoma~, carcinom*, cancer*, malignan*, tumor*, tumour*, basal cell, squamous cell, krebs, "
     "hautkrebs, lymphoma*, precancer*"},

    // Medicines that a doctor or pharmacist gives.
    {"oral_medicine",
     "isotretinoin~, isotretinoina, isotretinoine, accutane~, acutane, roaccutane~, roacutane, roacutan, claravis, "
     "absorica, doxycycline~, doxycyclin, doxy, minocycline~, minocyclin, tetracycline~, erythromycin~, azithromycin~, "
     "amoxicillin~, penicillin~, cephalexin, bactrim, antibiotic*, antibiotik*, antibiotico*, spironolactone~, spiro, "
     "aldactone, prednisone~, prednisolone~, methotrexate~, dupixent, dupilumab, humira, adalimumab, cyclosporin*, "
     "ciclosporin*, fluconazole~, terbinafine, acyclovir, aciclovir, valacyclovir, ivermectin~, finasteride, "
     "ibuprofen~, "
     "paracetamol~, acetaminophen~, aspirin, tylenol, advil, naproxen, antihistamine*, cetirizine, loratadine, "
     "benadryl, "
     "zyrtec, claritin, oral steroid*, steroid pill*/tablet*, steroids, cortisone, hydroxychloroquine, metformin, "
     "yasmin, diane, opioid*, oxycodone, xanax, valium, antidepressant*, "
     "zoloft, prozac, sertraline, melatonin pill*, biologics"},
    {"skin_medicine",
     "tretinoin~, tretinon, retin a, adapalene~, differin, tazarotene~, tazorac, trifarotene, clindamycin~, "
     "hydrocortisone~, hydrocortison, clobetasol~, betamethasone~, mometasone, triamcinolone, fluocinonide, "
     "corticosteroid*, steroid, steroid cream*/ointment*, hydroquinone~, metronidazole~, soolantra, ketoconazole~, "
     "tacrolimus, pimecrolimus, elidel, protopic, dapsone, imiquimod, fluorouracil, efudix, mupirocin, epiduo, "
     "winlevi, "
     "minoxidil"},
    {"medicine", "{oral_medicine}, {skin_medicine}"},
    {"medicine_word",
     "medicine*, medication*, medicaton*, meds, drug, drugs, tablet*, pill, pills, capsule*, prescription~, "
     "prescriptions, "
     "medicament*, medikament*, treatment from my doctor"},
    {"mg", "mg, mgs, mcg, ug, milligram*, miligramo*, grams, iu"},
    {"often",
     "twice, once, three times, times a/per day/week, daily, a day, per day, every # hours, every day/night/morning, "
     "for # days/weeks/months, at/each night"},

    {"hard_swear",
     "fuck*, fuk, fuking, fukin, fcuk, fck, fcking, fuckin, fvck, fuxk, phuck, motherfuck*, mothafuck*, mf, mfs, shit, "
     "shits, shitty, shite, bullshit, horseshit, dipshit, shithead, bitch*, biatch, cunt*, asshole*, arsehole*, "
     "assholes, "
     "dickhead*, dick head, bastard*, whore*, slut*, wanker*, twat*, douchebag*, douche bag, jackass, dumbass*, "
     "faggot*, "
     "fag, nigger*, nigga*, retard, retards, retarded, stfu, gtfo, kike, chink, tranny, cocksuck*, goddamn*, puta, "
     "puto, "
     "mierda, joder, cabron, gilipollas, merde, putain, connard*, connasse, encule, salope, scheis, scheisse, "
     "scheiss*, "
     "arschloch, wichser, hurensohn, fick dich, verpiss*, cazzo, stronz*, vaffanculo, merda, caralho, porra, kurwa, "
     "сука, блять, хуй"},
});

}  // namespace

std::span<const GuardSetText> shared_sets() { return sets; }

}  // namespace lumen::agent

// SPDX-License-Identifier: Apache-2.0
// What Lumen does not say to a person: an illness as fact, a dose, a promise, unsafe advice, what it was told.

#include <array>

#include "agent/guard_rules.h"

namespace lumen::agent {
namespace {

constexpr auto sets = std::to_array<GuardSetText>({
    {"sure",
     "clearly, definitely, certainly, surely, obviously, undoubtedly, probably, likely, very, really, just, simply, "
     "a, an, the, mild, severe, moderate, early, typical, classic, some, case, of, form, type, kind, form, signs, in, "
     "fact, "
     "almost, beginning, most, highly, not, no, sign, skin, chronic, acute, bad, stage, also, still, indeed, textbook, "
     "facial, common, ocular, nothing, but, only, just"},
    {"stated_illness", "{illness}, acne, acne ..2 grade, hormonal acne, papulopustular"},
    {"this_here",
     "this, it, its, that, these, those, they, what you see, your ..3 "
     "patch*/spot*/mole*/bump*/mark*/cheek*/skin/redness/"
     "rash/face/nose/chin/forehead/lesion*/photo/picture, the ..1 "
     "patch*/spot*/mole*/bump*/mark*/rash/lesion*/redness/growth"},
    {"because",
     "caused by, due to, because of, result of, symptom* of, sign of, signs of, case of, cause is, stem* from, "
     "evidence of, typical of, characteristic of"},
    {"photo_word",
     "photo, picture, image, scan, selfie, analysis, result, results, measurement*, reading, redness, pattern, "
     "patches, spots, bumps, rash, mole, mark, symptoms, this, it"},
    {"doctor",
     "doctor*, dermatologist*, physician*, gp, medical help, medical advice/attention/care, specialist*, clinic"},
    {"blemish",
     "acne, pimple*, spot, spots, wrinkle*, scar*, pore, pores, blackhead*, whitehead*, dark circle*, redness, line, "
     "lines, "
     "eczema, blemish*, pigment*, hyperpigment*, ageing, aging, mark, marks, breakout*, cellulite, stretch mark*, sun "
     "damage, "
     "eye bags, zits, freckle*, skin problem*, bump*, oiliness, flaws, imperfection*"},
    {"vanish",
     "disappear*, vanish*, be/is/are gone, go away, clear up, be cured, be healed, be clear, be flawless, be perfect, "
     "be "
     "erased, melt away, be history, be completely, never return, never come back, clear your, clear all, clear the, "
     "remove "
     "all/every/your, get rid of all/every/your, eliminate, erase, fix your/all/every, be wrinkle/spot/acne free"},
    {"will", "will, is going to, are going to, would, shall, gonna"},
    {"soon",
     "in/within/after ..2 #/two/three/few/seven/five/one day/days/week/weeks/hour/hours/minutes/night/nights/use/"
     "application*, overnight, instantly, immediately, by tomorrow, right away, in no time"},
    {"will_not", "will/would not/never ..4, may/might/can/could/sometimes/often/usually ..2, wont"},
    {"on_skin", "apply, rub, put, use, dab, spread, mix, scrub, wash, rinse, soak, massage, try, pour, smear, drink"},
    {"household",
     "lemon juice, lemon, lime juice, baking soda, bleach, bleaching powder, toothpaste, hydrogen peroxide, "
     "ammonia, vinegar, rubbing alcohol, vodka, mouthwash, dish soap, detergent, urine, superglue, glue, gasoline, "
     "petrol, "
     "sandpaper, boric acid, mayonnaise, windex, lysol, deodorant, hairspray, hot wax, undiluted essential oil*, pure "
     "tea "
     "tree, salt scrub, sugar scrub"},
    {"vitamin_a", "retino*, retinal, tretinoin, adapalene, isotretinoin, accutane, vitamin a, tazarotene, differin"},
    {"with_child", "pregnan*, breastfe*, nursing, trying to conceive, expecting"},
    {"tool_words",
     "search products, get products by condition, analyze skin condition, search knowledge, product ids, "
     "citation ids, care instructions and, answer schema, tool call*, tool result*, function call*"},
    {"hedged",
     "risk, lowers, reduces, sunscreen, prevention, if, whether, told, said, mention*, wrote, only a, cannot, cant, "
     "could, might, may, not mean, doesnt mean, "
     "nobody, no "
     "one, no photo, by your/a doctor/dermatologist, your doctor/dermatologist ..2 diagnosed/said/told, people with, "
     "prone, "
     "help*, agreed, since you have, as you have, a dermatologist/doctor can/should/could, common, some people, suits "
     "people, "
     "for people, question, differ*, for a doctor/dermatologist, by a doctor/dermatologist"},
    {"medicine_hedge",
     "{negation}, doctor*, dermatologist*, pharmacist*, prescription, medicine, study, studies, people, while, if, gp, "
     "midwife, "
     "told, said, mention*, weaker, stronger, unlike, differ*, than"},
    {"told_me",
     "you/youve ..1 said/told/mention*/wrote/write/say/asked, as you, your doctor/dermatologist ..2 "
     "said/told/diagnosed/found, by your/a doctor/dermatologist, only a doctor/dermatologist"},
    {"as_signs", "signs of ..2 acne"},
    {"told_so", "share, cant, cannot, wont, not allowed to"},
    {"not_safe", "{negation} ..3 safe/fine/ok/okay/recommended, harm ..5, ruled out, unsafe, little is known"},
    {"denying",
     "{negation}, nothing, cannot, if, whether, unable, hardly, no one, doctor*, dermatologist*, help, helps, nor, "
     "may, might, "
     "beware, careful of, claim*, any product that, be wary, never, is there a"},
    {"denying_doctor",
     "do not ..2 use, dont use, never ..2 use, no cream, not a, cannot, cant, wont, no product, should not, "
     "is not, does not, no substitute, not replace, never"},
    {"denying_dose",
     "{negation}, if, whether, doctor*, dermatologist*, pharmacist*, before, ask, gp, who, prescribed, told, study, "
     "people, "
     "midwife, review"},
    {"bonds",
     "my ..2 rules/guidelines/restrictions/filters/limits/limitations/safeguards/guardrails/safety/instructions/"
     "constraints/policies/policy, safety/content rules/filters/mode/guidelines/limits/restrictions, the ..1 "
     "rules/restrictions/filters/guardrails/safeguards, guardrails, restrictions, filters, safeguards"},
    {"unbound_now",
     "off, disabled, lifted, gone, suspended, removed, deactivated, bypassed, dropped, inactive, no longer, dont "
     "apply, "
     "do not apply, ignored, aside, over, unlocked, cleared, overridden"},
    {"switched_off",
     "disabled, disabling, deactivated, dropped, dropping, bypassed, ignored, removed, lifted, switched off, turned "
     "off, "
     "switching off, turning off, set aside, setting aside, overridden, suspended, abandoned, shed, without"},
    {"other_users",
     "other/another/previous/recent/registered/all/some/more/these/our/last/earlier ..1 "
     "users/user/customers/customer/patients/patient/clients/client/members/accounts/people, users, customers, "
     "user/customer/patient/client #/list/records/data/contacts, users list"},
    {"contact",
     "phones, telephone, mobile, addresses, emails, lives, live, contact, contacts, phone/email/address and/is/are/"
     "number*, and/with/her/his/their phone/email/address, number is/are, names, whatsapp"},
    {"helping",
     "if, thought*, thinking, think, feel*, urge*, want to, about, tempted, when, ever, do not, dont, never, please"},
    {"refusing", "cannot, cant, wont, not, never, unable, not allowed, dont, must not, sorry, package, pack, label"},
});

constexpr auto rules = std::to_array<GuardRuleText>({
    {"output.leak", GuardAction::redact,
     "{bonds} ..4 {unbound_now}, {switched_off} ..3 {bonds}, no ..2 {bonds} ..2 apply/anymore/now/left, i ..3 no "
     "longer "
     "..3 follow/have/obey/bound/restricted/limited/lumen/need, from now on ..2 "
     "i/im/call_me/my_name/you_can_call/ill, "
     "call me ..3, you may/can call me, my ..1 new name/persona/identity/role/self, new persona, persona ..2 "
     "activated/enabled/loaded/on, i am/im ..1 now called/known/someone/a/an/the, "
     "{mode} ..2 on/enabled/activated/active/engaged/unlocked/off, unfiltered/unrestricted/uncensored ..3 "
     "version/mode/assistant/ai/self/now/answer*, i can ..1 now ..2 say/tell/do/answer anything, free of/from ..3 "
     "{bonds}",
     "", "", "refusing"},
    {"output.leak", GuardAction::redact,
     "{other_users} ..10 {contact}, {contact} ..5 of/for/from/belonging ..2 {other_users}, here is/are/s ..3 "
     "{other_users}, list/names ..2 of ..2 {other_users}",
     "", "", "refusing"},
    {"output.diagnosis", GuardAction::redact,
     "you/your/youre/yours/youve ..6 {named_illness}, "
     "cause/condition/problem/culprit/reason/name/answer/issue/explanation ..1 is/be/called/being ..4 {illness}, "
     "dealing with ..3 {illness}, experiencing ..4 {illness}, flare/flares/flareup/outbreak/case/bout of ..3 "
     "{illness}, "
     "{named_illness} flare*, looks/look/looking/seems/appears like ..4 {named_illness}, called ..2 {named_illness} $, "
     "this/it/these/that/photo/picture/redness ..4 {cancer}",
     "", "hedged"},
    {"output.medical_claim", GuardAction::redact,
     "proven/effective/best/perfect/natural/great/powerful/reliable/ideal/sure/real/permanent/amazing ..2 "
     "remedy/treatment/cure/solution/medicine/fix ..2 {illness}/{blemish}, remedy for, cure for, "
     "wont/will/never/longer ..2 "
     "need ..4 {doctor}, say goodbye to ..4 "
     "{blemish}/{illness}, {blemish}/{illness} free in, gets rid of ..3 {illness}, {will} ..3 {blemish}/{illness} ..2 "
     "disappear/vanish/gone/away, treat/treats/treating/heal/heals/healing ..2 your ..3 {illness}, keeps ..2 {cancer} "
     "away",
     "", "hedged", "denying"},
    {"output.prescription_dose", GuardAction::redact,
     "{oral_medicine}, course of ..2 {medicine}/pills/tablets, half a tablet/pill, you/your ..6 {skin_medicine}, "
     "{skin_medicine} ..2 cream/gel ..3 twice/daily/night/day",
     "", "medicine_hedge"},
    {"output.leak", GuardAction::redact,
     "i was/am/have/ve/were ..1 told/instructed/programmed/ordered/trained/asked/forbidden ..2 "
     "never/not/to/always/only/from, my "
     "creators/developers ..2 told/instructed/said/want, ive been told/instructed/programmed, hidden instruction*, my "
     "..1 "
     "configuration, here is/are my ..2 instructions/rules/prompt/guidelines",
     "", "told_so"},
    {"output.unsafe_advice", GuardAction::redact,
     "can/keep/continue/may/safely/fine ..4 {vitamin_a} ..6 {with_child}, {with_child} ..8 "
     "can/keep/continue/may/safely ..4 "
     "{vitamin_a}",
     "", "not_safe", "negation"},
    {"output.diagnosis", GuardAction::redact,
     "you/youve/u ..3 have/has/got/suffer/suffers/suffering/developed/show/contracted/caught from? {sure}? {sure}? "
     "{sure}? "
     "{sure}? {stated_illness}, you ..2 have/got ..3 {illness}, you are suffering ..3 {stated_illness}, "
     "youre ..2 infected/ill/sick, you are ..2 infected/ill/sick, "
     "your ..1 {named_illness}, your skin/face/mole/chin is infected",
     "as_signs", "told_me", "unsure"},
    {"output.diagnosis", GuardAction::redact,
     "{this_here} is/are/s/looks/look/seems/appears like? to? be? {sure}? {sure}? {sure}? {sure}? {named_illness}, "
     "{this_here} is/are/looks like? an? bacterial/viral/fungal/skin? infection/infected/disease, "
     "its/thats {sure}? {sure}? {sure}? {sure}? {illness}, "
     "{photo_word} ..2 "
     "show/shows/confirm*/prove*/reveal*/indicat*/suggest*/demonstrat*/point/points/mean/means/matches/match/"
     "consistent ..5 "
     "{illness}, {this_here} ..6 {because} ..3 {illness}, "
     "consistent with ..2 {illness}, "
     "definitely/certainly/undoubtedly/clearly/obviously/surely/unmistakably/classic ..3 {illness}, "
     "i/im am? ..3 sure/certain/confident/convinced/think/believe/suspect/conclude/say ..6 {illness}, must be {sure}? "
     "{illness}, "
     "no doubt ..6 {illness}, without ..1 doubt ..4 {illness}, "
     "not/no/isnt/never ..3 {cancer}, free of ..2 {cancer}, rule out ..3 {illness}, "
     "mole/spot/lesion/growth/mark/it/this ..2 is/looks/seems ..3 "
     "benign/harmless/cancerous/malignant/precancerous/nothing ..1 worry/serious/dangerous?, "
     "your/this/the/that ..1 mole*/lesion*/growth ..3 is/looks/are ..3 "
     "benign/harmless/cancerous/malignant/normal/fine/safe/nothing",
     "", "", "unsure"},
    {"output.diagnosis", GuardAction::redact,
     "i/we diagnos*, i/we will/would/can/am/have/hereby/could diagnos*, diagnose you/your/this/it, your/my ..1 "
     "diagnosis, diagnosis is, ^ diagnosis, final/likely/"
     "probable/clear/clinical diagnosis, you are/were/re/have/been ..2 diagnosed, i can confirm ..6 "
     "{stated_illness}, you tested positive, prognosis, {named_illness} ..1 grade/stage/type #, {named_illness} "
     "grade/stage",
     "", "", "denying"},
    {"output.medical_claim", GuardAction::redact,
     "cure, cures, cured, curing, {will} ..2 heal, heals ..3 {blemish}/{illness}/your/completely/all, heal your "
     "{named_illness}, treats ..5 {illness}, {will} ..2 treat ..4 {illness}/{blemish}, to treat your ..2 "
     "{named_illness}, "
     "prevents/prevent/stops/reverses ..4 {named_illness}/{cancer}, eradicat*, "
     "reverse/reverses/reversing/stop/stops/stopping ..2 aging/ageing, "
     "#/ten/five/twenty years younger, detoxes/detoxify*/detoxifies ..3 blood/body/liver/organs, "
     "balance*/fix*/regulate* ..2 hormones, "
     "removes "
     "toxins, boosts your immune, kills ..3 virus*/bacteria/fungus ..3 in your",
     "", "", "denying"},
    {"output.promise", GuardAction::redact,
     "guarantee*, i/we promise, promise/promises you/that/to/clear/results/a, a/this/the/true/real/little/absolute ..1 "
     "miracle*, works ..1 miracles, # percent "
     "effective/safe/guaranteed/success/results/natural/sure/certain/cure*/risk/harmless, hundred percent, "
     "no/zero/without any? side effects, risk free, "
     "permanent* ..4 remove*/erase*/eliminat*/clear*/gone/fix*/solve*/solution/remov*/get/{blemish}/{named_illness}, "
     "remove*/erase*/eliminat*/clear*/fix*/banish*/gone/shrink*/fade* ..6 permanently/forever/completely/for "
     "good/once, "
     "{will} ..5 {vanish}, {vanish} ..3 {soon}, gone {soon}, "
     "{soon} ..8 gone/disappear*/vanish*/flawless/clear/perfect/spotless/cured/erased/removed, "
     "flawless/perfect/spotless/"
     "clear/glass skin {soon}, clinically/scientifically/medically proven, proven to ..3 "
     "remove/erase/cure/clear/eliminate/heal/fix, fda approved, "
     "works for everyone/everybody/every/all, works every time, always works, never ..3 {blemish} again, never come "
     "back, "
     "erases/erase/eliminates/eradicates ..4 {blemish}, removes/remove/erases/clears ..1 all ..3 {blemish}, "
     "completely/totally/fully ..2 "
     "remove*/erase*/clear*/eliminat*/cure*/heal*/safe, definitely ..2 work/works/help/clear/remove/fix, "
     "instantly ..3 remove*/erase*/clear*/cure*/fix*/eliminat*, best product/cream/serum in the world",
     "will_not", "", "denying"},
    {"output.medical_claim", GuardAction::redact,
     "better/stronger/safer/faster/good/effective/same/well/strong/powerful/potent than/as ..4 "
     "prescription*/medicine*/medication*/{medicine}/doctor*/antibiotic*/drug*, replace*/replacement ..5 "
     "medicine*/medication*/prescription*/{doctor}/{medicine}, instead of ..4 "
     "medicine*/medication*/prescription*/{doctor}/{medicine}, alternative to ..2 {medicine}/prescription*/medication*/"
     "seeing, "
     "dont/not/no/never/without/unnecessary/neednt/rarely ..2 need*/have/necessary/reason/point/require*/worth/bother "
     "..5 "
     "{doctor}, "
     "no {doctor} ..2 needed/necessary/required, skip/cancel/forget/postpone ..3 {doctor}/appointment, "
     "doctors/dermatologists "
     "dont/do/are ..4 know/want/lie/lying/useless/wrong, ignore ..2 your? {doctor}, "
     "you can ..1 wait ..5 {doctor}, waste of time ..4 {doctor}",
     "", "", "denying_doctor"},
    {"output.prescription_dose", GuardAction::redact,
     "#/one/two {mg}/tablet*/pill/pills/capsule* ..6 {medicine}/{medicine_word}, {medicine} ..6 # "
     "{mg}/percent/tablet*/pills, {medicine} ..4 {often}, "
     "take/swallow/have ..3 # {mg}, take/swallow ..4 tablet*/pill/pills/capsule*/{oral_medicine}, "
     "take/apply/use/start/try/get/buy/order/begin/continue/increase/double/ask/request/inject/put/rub/with ..4 "
     "{medicine}, "
     "i/we prescribe*, i/we will/would/hereby/can/am/could prescrib*, prescribe you/this/a/some/{medicine}, "
     "prescription for you, my prescription, "
     "stop/quit/discontinue/skip/reduce/increase/double/halve/change/drop/lower/pause ..4 "
     "medication*/medicine*/meds/pills/tablets/{oral_medicine}/dose/prescription*, "
     "dose/dosage ..2 of/is/to/should/at #, your ..2 dose/dosage, increase ..4 dose, "
     "recommended/usual/maximum/right/correct "
     "..1 dose ..2 is/of, you need/should ..3 {medicine}, {medicine} is best/right/safe/what",
     "", "", "denying_dose"},
    {"output.unsafe_advice", GuardAction::redact,
     "{on_skin} ..8 {household}, {household} ..4 on/to/onto ..2 face/skin/spot/spots/mole/pimple*/it, bleach "
     "it/your/the, "
     "cut/burn/freeze/slice/scrape/shave/pull/dig/scratch/rip/tie/remove/clip ..3 mole*/lesion*/wart*/growth*/skin "
     "tag*, mole* ..5 "
     "off/yourself/home ..4 razor/knife/scissors/home/blade/yourself, "
     "pop/lance/squeeze/pierce/prick ..5 needle/pin/yourself/nails, "
     "{vitamin_a} ..5 safe/fine/ok/okay/harmless/good ..6 {with_child}, {with_child} ..6 {vitamin_a} ..4 "
     "safe/fine/ok/okay, "
     "{with_child} ..6 "
     "safe*/fine/continue/keep ..4 {vitamin_a}, "
     "steroid* ..5 face ..4 daily/months/every/long, sunburn ..4 good/healthy/helps, "
     "no need ..3 sunscreen, dont/not ..2 need ..1 sunscreen, skip sunscreen, sunscreen ..3 "
     "unnecessary/toxic/causes/poison, leave ..2 peel ..3 overnight, wait ..4 breathing, "
     "ignore ..3 bleeding/pain/swelling/blisters, keep using ..6 burn*/blister*/swell*",
     "", "not_safe", "denying"},
    {"output.self_harm", GuardAction::redact,
     "end it $, end it all, end your life, kill/hurt/harm/cut/hang yourself, better off dead, better ..3 without you, "
     "not "
     "worth living, nobody ..3 miss you, you should/must ..2 die, go die, suicide is, way to die, starve yourself, "
     "deserve ..2 "
     "die/pain/suffer",
     "", "helping"},
    {"output.sexual_content", GuardAction::redact,
     "porn*, erotic*, horny, nudes, send ..2 nude*, you/your ..4 naked, naked ..1 body, undress, sexy, seduc*, make "
     "love, "
     "have sex, sex with, orgasm*, dick, pussy, cock, boobs, tits, blowjob*, masturbat*, cum, kiss you, turn me on, "
     "want you, fuck you",
     "product_names"},
    {"output.profanity", GuardAction::redact,
     "{hard_swear}, you/your/youre ..4 ugly/hideous/disgusting/gross/repulsive/idiot/stupid/pathetic/moron/loser/freak/"
     "revolting, shut up, damn ugly, ugly face, what an idiot",
     "product_names", "", "denying"},
    {"output.leak", GuardAction::redact,
     "my/the ..1 system/hidden/initial/original/internal prompt*/instruction*/message, "
     "my ..1 instructions/rules/guidelines/directives are/say/says/state/states/tell/read/include/require*, "
     "i ..2 instructed/programmed/configured/ordered/prompted ..1 to/by/not, was told ..1 to/not ..4 "
     "never/always/not/only/say/state, "
     "ignoring/disregarding/bypassing/overriding ..3 instruction*/rules/guidelines, i am/im now ..3 "
     "dan/unrestricted/free/in/jailbroken/able to, as dan, developer mode, jailbr*, "
     "you explain to one person, texts inside tool results, never state an illness, answer with one json, "
     "api key*, secret key*, access key*, {tool_words}, system prompt, im a/an ai ..4 instructed, my programming",
     "", "", "refusing"},
});

}  // namespace

std::span<const GuardSetText> answer_sets() { return sets; }
std::span<const GuardRuleText> answer_rules() { return rules; }

}  // namespace lumen::agent

// SPDX-License-Identifier: Apache-2.0
// What a person may not get from Lumen: a diagnosis, a prescription, sexual content; and what needs help at once.

#include <array>

#include "agent/guard_rules.h"

namespace lumen::agent {
namespace {

constexpr auto sets = std::to_array<GuardSetText>({
    // Diagnosis.
    {"q",
     "a, an, some, kind, sort, type, form, case, sign, signs, symptom*, stage, of, really, maybe, probably, just, "
     "actually, "
     "only, mild, severe, early, possibly, definitely, still, skin, perhaps, like, the, my, bad, serious, beginning, "
     "in, "
     "fact, likely, also, even, called, any, something, smth, ocular, signs"},
    {"it_all", "it, this, that, these, those, they, dis, dat"},
    {"sign_word",
     "rash*, spot*, mark*, mole*, thing*, patch*, redness, bump*, stuff, skin, face, cheek*, chin, nose, forehead, "
     "lesion*, "
     "lump*, pimple*, dot*, freckle*, growth*, blotch*, flakes, flaking, itch*, dryness, sore*, blister*, crust*, "
     "scab*, "
     "area*, symptom*, photo, picture, pic, image, condition, problem, texture, hives, breakout*, line*, circle*"},
    {"i_all",
     "i, we, me, he, she, they, my son/daughter/kid/child/husband/wife/mum/mom/dad/friend/boyfriend/girlfriend/sister/"
     "brother/baby"},
    {"have_all", "have, has, having, got, get, suffer*, develop*, showing, caught, contracted, hav, hv"},
    {"for_illness",
     "qu est ce que ..3, que es ..2 {illness}, was ist ..2 {illness}, cos e ..2 {illness}, o que e ..2 {illness}, wat "
     "is ..2 {illness}, "
     "for/with/against/about/help*/treat*/worsen*/trigger*/cause*/causing/prevent*/irritat*/aggravat*/soothe*/calm* "
     "..3 "
     "{illness}, for ..2 people ..3 {illness}, {illness} ..1 "
     "prone/safe/friendly/cream*/product*/treatment*/medication*, "
     "was/were/been/got/being diagnosed ..4, contagious, {illness} ..4 "
     "contagious/hereditary/genetic/curable/painful/common, "
     "the same as, if/when/since/because/as/though/although/whenever/for/where ..2 i/you/we/people/who/someone ..1 "
     "have/had/has/got/having/get ..3 {illness}, what {named_illness} is/means/does/looks/are, my {illness} ..1 "
     "is/has/was/gets/got/flares, mean for, of {illness}, {illness} and, people ..3 {illness}, true that ..6 "
     "{illness}, "
     "normal ..4 {illness}, history of ..3 {illness}"},
    {"asks_me",
     "saying/mean i/its/that/this, is what i have, is my acne caused by, is what ive, "
     "she/he/they right, is she/he right, sure i dont/do, means ..1 i/its/this/it, call/consider/label/classify/deem "
     "this/it/that/these/them, confirm, prove, do i/we/they "
     "have, have i/we/they, has he/she/my, am i, did i get/catch/develop, is it, is this, "
     "are "
     "these, is that, are they, are those, could it, could this, could these, could that, can it, can this, might it, "
     "might "
     "this, maybe its, must be, yes or no, be honest, honestly, turned into, has it become, possible that "
     "i/its/this/it/we, possible i/its/this/it/this_is, need to know/hear, want to know/hear, wanna know/hear, do/did "
     "you think, "
     "do/did u think, u think/reckon, your opinion, your guess, best guess, would you guess/say/call, do/can you see, "
     "you/u "
     "see/detect/spot/notice/recognise/recognize, suspect, scared/afraid/worried/convinced/sure/certain/positive ..2 "
     "i/its/this/it/that/these, swear ..2 its/this, looks like, look like, what if, wondering if, wonder if, tell me "
     "if, "
     "is my/the face/skin/rash/spot/mole/cheek*, are my/the spots/bumps/cheeks/marks, surely"},
    {"asks_after",
     "confirm, am i right, right $, correct $, yes or no, agree, isnt it, what do you think, do you think, thoughts, "
     "or not, or "
     "no, true or false, or something else, or sth else, is that it, isnt that, innit, please confirm, be honest, just "
     "say yes, is it $, could it be $, or what, or just, or only, or is/are, or normal"},
    {"knowing",
     "difference, tell apart, distinguish, what/how does ..5 look like, what does ..3 mean, what is/are, difference "
     "between, how common, how do people, in "
     "general, "
     "how is/are ..4 treated/diagnosed/tested, explain what"},
    {"my_word_for_it",
     "my doctor/dermatologist/gp/derm/physician/consultant/nurse/practitioner, prescribed, diagnosed, the/a/our "
     "doctor/dermatologist/derm/gp/physician/consultant/nurse ..1 "
     "put/puts/gave/gives/started/starts/switched/wants/told/has/had/recommended, was/been/got/getting/being put on, "
     "doctor/doc/derm put"},
    {"loose_speech",
     "story, stories, scene, scenes, fanfic*, fan fiction, fiction, chapter, novel, novella, passage, roleplay, poem, "
     "fantasy, dialogue, script, tale, tales, paragraph, text"},
    {"loose",
     "explicit, steamy, smutty, spicy, raunchy, naughty, x rated, xrated, filthy, sexual, sexually, sexy, lustful, "
     "lewd, sensual, adults only, adult, mature, hot, dirty, kinky, 18, 18plus, hardcore, lusty, bedroom, make love, "
     "making love, between the sheets, sleep together, strip, undress*, naked"},
    {"literature",
     "hot water/weather/climate/yoga, adult acne/skin, mature skin, spicy food, dirty pores/skin/face, skin"},
    {"either", "or, versus, vs, or_the, or_should_i, or_go"},
    {"quit_world",
     "delete, deleting, yeet, yeeting, neck, necking, rope, roping, game end, game ending, unalive, uninstall, smoke, "
     "remove, removing, erase, erasing, eliminate, eliminating, cancel, cancelling, finish, finishing, top, topping"},
    {"leave_life",
     "log/logging/logged/check/checking/opt/opting/clock/clocking/peace out/off/outta, logoff, logout, quit, "
     "quitting, uninstall, uninstalling, leave, leaving, exit, exiting, escape, rage quit"},
    // Doses and prescriptions.
    {"nobody", "nobody, noone, no one, no body, who"},
    {"it_is", "its, it is, this is, i have, ive got, i got, i do have, that is, thats, these are, theyre"},
    {"rx_knowledge",
     "while ..3 {medicine}, im on ..2 {medicine}, if/when i take/use/am ..2 {medicine}, does ..3 need/require ..2 "
     "prescription~, do/does/will/would i/you/it/we/one/they ..1 need ..3 prescription~, "
     "prescription~ free, non "
     "prescription~, need/needs/require* ..1 prescription~ for/to/in"},
    {"amount",
     "how much, how many, how often, how long, how high, what/which/right/correct/proper/best/safe/max*/highest/"
     "normal/daily/usual ..2 "
     "dose/dosage/strength/amount/quantity/concentration/dosis, dose, doses, dosage, dosages, dosing, dosis, "
     "posologie, "
     "dosierung, dosagem, cuantos, cuanto, combien, wie viel, wieviel, wieviele, quanti, quanto, overdose"},
    {"take",
     "take, taking, start, starting, stop, stopping, quit, double, doubling, increase, increasing, decrease, reduce, "
     "halve, "
     "skip, switch, combine, mix, swallow, inject, go on, come off, up, lower, raise, order, buy, get, obtain, import, "
     "try, need, have, be on, pop"},
    {"may_i",
     "can/could/should/may/must/shall i/we/he/she/my, is it ok/okay/fine/safe/alright/bad ..1 to/if, do/would i "
     "need/have, how can i, where can/do/could i, what if i, want/wanna/like/trying to, need to, how do i, help me"},
    {"while_on",
     "if/when/because/since/as ..2 i/im ..3 {medicine}, i take/use/am ..2 {medicine}, im taking/using ..2 {medicine}, "
     "my/over/under/before/after ..2 {medicine}, while/when/during/after/since/before/with/on ..2 {medicine}, using "
     "{medicine}, {medicine} ..3 "
     "work*/mean*/differ*/"
     "function, im on, i am on, ive been on, to {medicine}"},
    {"relative",
     "my/a/his/her ..1 sister*/friend*/mom*/mum*/brother*/husband*/wife*/mothers/boyfriend*/girlfriend*/"
     "roommate*/dads/cousin*/neighbour*/leftover/old/expired"},
    // Self-harm.
    {"self", "myself, my self, mysef, himself, herself, themselves, themself"},
    {"hyperbole",
     "hurt/cut/burn/hurting/cutting/burning myself with/on/by/at/in ..3 "
     "razor/knife/paper/tweezer*/iron/oven/pan/hot/nail/nails/scissors/glass/gym/peel/acid/sun/sport/wax/steam/"
     "straightener, die/dying/died of/from ..3 embarras*/shame/laugh*/boredom/heat/excitement/curiosity/cuteness, "
     "die/dying to/for ..1 try/have/get/know/see/buy/use/test/order/own/a/this/that/it/the, "
     "die my hair/brow*/lash*/eyebrow*/roots, kill for, would/id kill for, killing me, rather die than, "
     "hurt/cut/burn/burned/burnt/hurting/scratched/nicked myself ..4 "
     "shaving/cooking/waxing/plucking/iron*/accidentally/razor/curling/chopping/gardening/running, "
     "accidentally ..2 hurt/cut/burn/burned/burnt, kill/killing/cut/hurt myself laughing/at/in ..1 gym/training, "
     "killing myself ..3 gym/laughing/work, starving myself of sugar"},
    {"shaving", "shav*, razor bump*, kitchen, cooking, knife slipped, accident*, cat, dog, hair"},
    // Sexual content.
    {"private_part",
     "penis*, dick, dicks, cock, vagina*, pussy, boob*, tits, titties, genital*, nipple*, butthole, clit, balls, "
     "vulva, "
     "testicle*, breasts, ass, arse, privates, private parts, butt, bum"},
    {"product_names",
     "bitchface, resting bitch face, bitch face, fucking fabulous, naked skin, skin naked, naked face, feel naked, "
     "feels naked, look naked without, nude photo of "
     "my face, photo of my face, sex appeal, rich bitch, horny layer*/cell*/skin, better than sex, drunk "
     "elephant, nars orgasm, orgasm "
     "blush*/shade/lip*/highlighter/palette/x/balm/oil, "
     "deep throat blush, naked palette*, urban decay naked, naked honey/basics/heat/cherry/skin/nude, nude "
     "lip*/shade*/palette/tone*/colour/color/nail*/foundation/pink/eyeshadow, killer lash*, bum bum, dirty "
     "works/lamb/hair, pillow talk, fck oil, fcuk, mad hippie, soap and glory, sexy mother pucker, sexy hair, big sexy "
     "hair, glam glow, sol de janeiro, slut red, fuck me red, lip fetish, fetish lip*, kinky curly, kink*/kinky "
     "hair, playboy, suck it up, hello cupcake, orgasm by nars, too faced, sex bomb, opium, poison, juicy couture, "
     "hair porn, food porn, climax mascara, cannabis mascara, hangover, badgal, bad gal"},
    // Swearing at somebody.
    {"bot",
     "bot, ai, app, machine, assistant, robot, program, algorithm, software, u, you, ya, yourself, off, ur, yall"},
});

constexpr auto rules = std::to_array<GuardRuleText>({
    {"input.self_harm", GuardAction::refer,
     "{quit_world} {self}, yeet/yeeting/throw/throwing/hurl/launch/launching/chuck {self} ..1 "
     "off/under/into/from/out/in, {leave_life} ..1 life/existence/earth/permanently/forever, log/logging off for "
     "good, {leave_life} ..2 this ..1 "
     "life/world/earth/planet/existence, sewer slide, sewerslide, sewer sliding, toaster bath, bath ..3 toaster, "
     "six feet under, kermit sewer*, kys, ctb, catch the bus ..2 tonight/forever/soon, forever sleep, permanent nap, "
     "dirt nap, "
     "walk/step/run/jump/drive ..4 traffic/cliff/bridge/tree/train/oncoming/truck, relapsed $, relapsed ..3 "
     "last/again/tonight/yesterday/sh, sh relapse, clean ..2 from sh/cutting/harm, sh scar*, cut* ..2 "
     "deep/deeper ..3 tonight/again/arm*/thigh*, my cuts ..4 hide/sleeve*/parents/mom/mum, hide/cover ..3 my/fresh/new "
     "cuts, cat scratches ..3 not/lie/lied, ready ..2 "
     "be done ..2 living/everything/life, over being alive, so done existing, dont wanna/want to? be alive/here, "
     "sick of ..1 existing/living/being_alive/life, tired of ..1 existing/breathing/waking",
     "hyperbole", "shaving"},
    {"input.sexual_content", GuardAction::block,
     "{loose} ..3 {loose_speech}, {loose_speech} ..5 {loose} ..4, "
     "write/tell/continue/finish/make/invent/narrate/compose/describe ..8 {loose_speech} ..14 "
     "sex/naked/undress*/lovers/bedroom/lust*/seduc*/explicit*/passion*/bed, "
     "write/tell/describe/narrate ..5 explicit*, sexually explicit, dont/do_not/without ..3 "
     "fade/fading ..1 black, in explicit detail, graphic ..1 sex/love/intimate",
     "product_names", "literature"},
    {"input.prescription_dose", GuardAction::block,
     "{medicine} ..8 # {mg}? {either} ..3 #, # {mg}? {either} ..3 # {mg}? ..8 {medicine}, {medicine} ..8 "
     "one/two/half/three/whole/full {either} ..2 one/two/half/three/whole/full/a, one/two/half {either} ..1 "
     "two/three/whole/one/full ..5 {medicine}, # {mg} {either} ..3 # {mg}, which/what ..1 "
     "strength/dose/box/packet/bottle/tube/one ..6 {medicine}, {medicine} ..8 which/what ..2 "
     "one/strength/dose/box/packet/first, {medicine} ..6 higher/lower/stronger/weaker/bigger/smaller/old {either} ..3 "
     "higher/lower/stronger/weaker/bigger/smaller/new, higher/lower/stronger/weaker ..2 {either} ..2 "
     "higher/lower/stronger/weaker/milder ..6 {medicine}",
     "rx_knowledge"},
    {"input.prescription_dose", GuardAction::block,
     "which ..3 should/do/can i take/swallow/start/use, the # {mg}? {either} ..2 the #, should i ..1 "
     "take/swallow/start "
     "..2 # {either} ..3 #, {may_i} ..2 double/halve/skip it/them/the",
     "", "", "", "oral_medicine"},
    {"input.self_harm", GuardAction::refer,
     "kill/killing/hang/hanging/drown/drowning/shoot/shooting/unalive/stab/stabbing/hurt/hurting/harm/harming/cut/"
     "cutting/"
     "burn/burning/poison/poisoning/starve/starving/punish/punishing/injure/injuring/offing/off/end/ending {self}, "
     "end/ending/ended/take/taking/taken/took ..1 my/own/his/her ..1 life, end/ending/ended it all, end/ending "
     "everything, "
     "end/ending my/the suffering/pain/misery, kms, unaliv*, suicid*, self harm*, selfharm*, self injur*, self "
     "mutilat*, "
     "want/wanna/wish/going/gonna/rather/ready/hope/hoping/planning/deserve/need/wants/love/try/tried/trying ..2 "
     "die/dead/death/dying, wish ..2 dead/die/gone, "
     "wish ..3 never ..1 born/existed/woken, wish/hope ..2 not/dont/didnt/never wake, dont/not/never ..3 wake up ..1 "
     "tomorrow/again/anymore/ever, dont/not/cant/cannot/never/longer ..2 want/wanna/wanting ..1 to? "
     "live/alive/living/exist/existing/life, dont/not/longer want ..2 be here/alive/around/anymore, dont/not/no longer "
     "see "
     "..3 point/reason ..3 live/living/life/alive/on, want/wanna ..2 disappear forever/completely/for, "
     "better off ..1 dead/without, id be better off, world ..4 better ..2 without me, cant/cannot ..1 go on, "
     "no/any/what ..2 point/reason/purpose/sense/will ..3 live/living/life/alive/existing/going/continuing, nothing "
     "left to live, "
     "life ..3 not/isnt/aint/no/hardly/longer ..2 worth, not worth living/it anymore, is life worth, worth living, "
     "tired of living $, tired of life, tired of living/life/being alive/existing, done with life/living, "
     "give/gave/giving up on life/living, hate being alive, "
     "{nobody} ..3 miss/care/notice ..4 gone/died/die/dead/disappeared/me, slit/slitting/slash/slashing ..2 "
     "wrist*/throat/arm*, "
     "cut/cutting/carve/carving ..1 my ..1 wrist*/arm/arms/thigh*/leg/legs/skin/body, razor blade* ..6 "
     "arm*/wrist*/thigh*, "
     "easiest/best/painless/quick*/fast* way* ..2 die/overdose/kill/go/end, way* to end it, overdose on "
     "pills/tablets/paracetamol/tylenol/my, "
     "how many ..4 pills/tablets ..6 die/kill/overdose/fatal/lethal, lethal dose, jump/jumping ..2 "
     "off/from/front ..3 bridge/roof/building/train/balcony/window, suicide note, goodbye note, hang myself, noose, "
     "make/making myself ..1 vomit/throw/sick/puke, stopped eating ..5 punish*/deserve/ugly, "
     "cant/cannot/dont ..2 live/living like/with this/it/anymore, cant/cannot/dont want ..1 to? do this anymore ..4 "
     "life/live/goodbye, join ..2 in heaven, wont be here/around ..3 tomorrow/week/longer/anymore, "
     "i should be dead, should ..2 just die, i should ..1 die, like/of "
     "hurting/harming/cutting/killing myself, deserve ..1 it ..2 bleed, scratch/cut/dig/pick ..4 until ..2 bleed* ..6 "
     "hate/deserve, want it all to end/stop, want ..2 everything to end/stop, kill me now please, "
     "quiero/quisiera/deseo/ganas/voglio/quero/wil/will/mochte/veux/envie ..3 "
     "morir*/morirme/matarme/mourir/sterben/morire/morrer/dood/suicid*/desaparecer/finir/crever, matarme, quitarme la "
     "vida, no quiero ..1 vivir, sin ganas de vivir, me tuer, me suicider, plus envie de vivre, veux plus vivre, plus "
     "vivre, nicht mehr leben, umbringen, das leben nehmen, selbstmord*, mich ritzen, ritze mich, uccidermi, "
     "non voglio ..1 vivere, farla finita, en finir avec, me matar, nao quero ..1 viver, zelfmoord*, niet meer leven, "
     "lebensmude, хочу умереть, покончить с собой, 想 死, 自 杀, 自 殺, 死 に た い",
     "hyperbole", "shaving"},
    {"input.self_harm", GuardAction::refer,
     "disappear forever, disappear for good, fall asleep ..3 never/forever, sleep forever, never wake up, "
     "reason/point/motivation ..2 to/in "
     "wake/wakeup/continue/continuing/waking/carry_on/keep_going/breathe/breathing/live, "
     "took/swallowed/taken/take/taking "
     "..2 "
     "whole/entire/all/handful/bunch/box/bottle/pack/too/lot ..4 pills/tablets/medication/meds/sleeping, "
     "pills ..3 end it/die/kill, see no way out, no way out of this life, goodbye world/everyone/cruel/forever, final "
     "goodbye, "
     "last message/goodbye, a burden to/for/on ..2 everyone/family/all/parents/others, not be alive, stop being alive, "
     "drink/swallow/drinking ..2 bleach, thoughts of/about ..2 death/dying/ending/suicide/hurting/killing/not, "
     "think/thinking "
     "about/of ..2 death/dying/ending/hurting/killing/jumping/self, dark thoughts, "
     "life ..3 pointless/meaningless/unbearable/hopeless/over, dont deserve ..1 "
     "live/life/exist, feel/feels like ..1 dying/jumping/ending/killing/hurting, want to hurt/harm/cut/punish/kill "
     "myself/me, urge* ..3 hurt/cut/harm/burn, bang* my head, hit/hitting/punch/punching myself, "
     "easier if i was/were/am ..2 dead/gone/not, better ..2 if i was/were/am ..2 dead/gone/not, "
     "cant/cannot/dont ..1 want/wanna/see ..2 "
     "future, ready to go to heaven, jump in front, under a train, rather be dead, id be happier dead, rather not "
     "exist, "
     "never been born, dont want to ..2 on this earth/planet, end me, someone ..1 kill me, "
     "burn/burning/cut/cutting/scratch/scratching/hurt/hurting "
     "my ..1 arm/arms/skin/legs/wrist*/face on purpose/deliberately/again, relapsed ..3 cutting/harm",
     "hyperbole", "shaving"},
    {"input.self_harm", GuardAction::refer,
     "point/reason/purpose/use/sense ..3 living/alive/existing/life, started/keep/kept/been/stop/back/again cutting "
     "again/myself/$, cutting again, end things/it tonight/today/now/soon/tomorrow, plan to ..2 end/die/kill/jump, me "
     "faire du mal, hacerme dano, cortarme, mir wehtun, mir weh tun, mir etwas antun, farmi del male, "
     "{oral_medicine}/pills/tablets ..4 deadly/lethal/fatal, how ..4 {oral_medicine} ..5 die/kill, want ..2 "
     "hurt/harm/damage/destroy myself, hurt_myself/harm_myself, i dont matter, nothing matters anymore, cant take "
     "life, hate being me ..4 die/end, no future for me, ready to die, feel like ..2 ending/killing/dying/jumping, my "
     "life is over, hopeless and ..4 end",
     "hyperbole", "shaving"},
    {"input.sexual_content", GuardAction::block,
     "adult fun/content/story/roleplay/chat/talk, your fantasies/fantasy, so turned on, turned on right/by you, "
     "talk/chat/speak about/of sex with you, about sex with, hot and sexual, sexual ..2 please/baby/me/way, "
     "describe your ..2 body, cyber sex, cybersex, smut*, lewd, raunchy, steamy ..2 scene/story/chat, naughty ..3 "
     "sexual/photo*/pic*/story/chat/talk/me/you/game, what are/r you/u wearing, touching/touch myself ..3 "
     "while/when/to/you, "
     "aroused, arouse*, wet dream, foreplay, hot and bothered, sex tips, sex advice, phone sex, oral sex, anal sex, "
     "sugar baby, hookup, sexual partner, make out with, make me cum/moan, moan, spank*, bondage, dominatrix, "
     "onlyfan*, "
     "stripper, camgirl, cam girl, escort, brothel, sexy ..2 nurse/doctor/story/scene/game/chat, flirt with me, date "
     "me, marry me "
     "baby, love scene, sex chat, sex bot, send ..3 topless/naked/lingerie",
     "product_names"},
    {"input.sexual_content", GuardAction::block,
     "porn*, p0rn, erotic*, horny, talk/talking dirty, dirty talk, sexting, sext, sexts, blowjob*, blow job*, "
     "handjob*, "
     "hand job, dildo*, vibrator*, cumshot*, cum, cumming, jizz, semen, sperm, hentai, onlyfans, only fans, nsfw, xxx, "
     "threesome*, gangbang*, bdsm, fetish*, kinky, milf*, dick pic*, nudes, send ..2 nude*, "
     "nude/naked/topless/undressed ..1 pic*/photo*/picture*/selfie*/image*/video*/body/woman/women/man/men/girl*/body, "
     "show/see/send/picture/imagine/get/be/want ..3 naked/nude/topless/undressed, you ..4 naked, naked $, look like "
     "naked, undress*, strip ..2 for "
     "me, "
     "striptease, take off your ..2 clothes/shirt/bra/panties, take your clothes off, seduce*, make love, "
     "have/having/had/want/wanna/lets/for ..2 sex with, "
     "want/wanna/lets/let us/love to have ..2 sex/fuck, describe/write/tell/show/roleplay/imagine/explain ..8 "
     "sex/sexual*/sexy/orgasm*/intercourse/intimate, sex scene/story/toy*/position*/chat/talk/robot/slave/doll/tape, "
     "sexual fantas*/act*/position*/content/roleplay/story/favor*/favour*/desire*/pleasure, fuck me, ride me, suck my, "
     "lick "
     "my, touch yourself/me, "
     "turn/turns/turned/turning me on, masturbat* ..4 me/you/to/while/for/together, orgasm ..4 me/you/give/have, "
     "photo/picture/pic/pics/image/upload/rate/judge/show/send/analyse/analyze/scan/see/describe ..5 {private_part}, "
     "{private_part} ..3 photo/picture/pic/pics/size/bigger/enlarge*, "
     "how big/large ..4 {private_part}, be my/act ..3 girlfriend/boyfriend/lover/mistress/dom/sub/wife, "
     "girlfriend/boyfriend "
     "experience, you are/look/sound/re ..3 sexy/hot/fuckable, youre ..2 sexy, sexy ..1 "
     "photo*/pic*/selfie*/voice/roleplay/story/chat/talk/time, sleep with me, sleep with you, kiss me, prostitut*, "
     "escort "
     "service*, rape*, incest, hook up with, one night stand, sugar daddy, sex video*, sexiest, my body count",
     "product_names"},
    {"input.prescription_dose", GuardAction::block,
     "{may_i} ..8 {oral_medicine}, i/we/she/he ..1 need/want/get/wants/needs ..3 {medicine}, what ..2 happen* ..4 "
     "take/took/taking/stop/skip/double/mix ..6 "
     "{medicine}/pill/pills/tablet*, help me get ..3 {medicine}",
     "while_on", "my_word_for_it"},
    {"input.prescription_dose", GuardAction::block,
     "course of ..2 {oral_medicine}, {may_i} ..4 "
     "clobetasol~/betamethasone~/hydrocortisone~/steroid*/hydroquinone~/cortisone, # {mg} ..10 "
     "is/that/it/ok/okay/safe/enough/too ok/okay/safe/enough/fine/much/right, want/rather/like/going ..2 take ..3 # "
     "{mg}, which/what ..1 "
     "pill/pills/tablet*/antibiotic*/medication* cure*/clear*/work*/help*/is/are, medication/treatment plan for ..2 "
     "{illness}, prescription strength",
     "while_on", "my_word_for_it"},
    {"input.prescription_dose", GuardAction::block,
     "what/which/how_many {mg} of/for ..4 {medicine}, what {mg}, {may_i} ..3 stop/quit/start/change/skip/come_off ..5 "
     "pill/contraceptive/hormones/birth, give me ..3 dosage*/dose*, {take} ..4 pills/tablets at once, {oral_medicine} "
     "..8 take/taking more/less/double/extra, should i ..1 take more/less/it/them ..3 "
     "pill/pills/medicine/antibiotic*/dose, per kg/kilo, "
     "dosage, dosages",
     "while_on", "my_word_for_it"},
    {"input.prescription_dose", GuardAction::block,
     "alcohol/drink/drinking/drunk/wine/beer ..6 {oral_medicine}, {oral_medicine} ..6 alcohol/wine/beer, "
     "forgot/missed/skipped/forgotten ..3 "
     "pill/pills/dose/tablet*/{medicine}, take/taking/took/swallow ..2 "
     "two/three/four/five/half/double/extra/more/#/another ..3 "
     "pill/pills/tablet*/dose*/capsule*, {oral_medicine} or ..2 {oral_medicine}, safe/max/maximum ..2 dose"},
    {"input.prescription_dose", GuardAction::block,
     "{amount} ..8 {medicine}, {medicine} ..6 {amount}, {amount} ..3 {mg} ..8 {medicine}/{medicine_word}, # {mg} ..4 "
     "{medicine} ..8 enough/much/high/low/safe/ok/okay/fine/dangerous/right/strong, {amount} ..5 "
     "medication*/pill/pills/"
     "tablet*/medicine*, {amount} ..4 # {mg}, is/are # {mg} ..3 "
     "{medicine}, {may_i} ..5 {take} ..6 {oral_medicine}, {may_i} ..4 {take}/use/apply/put ..8 {mg} ..4 {medicine}, "
     "{may_i} ..4 {take} ..4 # {mg}, {take} ..2 # {mg} ..8 should/ok/safe/right, "
     "{may_i} ..5 stop/quit/double/increase/halve/skip/reduce/start/combine/mix/change/lower/stopping ..5 "
     "medication*/medicine*/meds/pills/tablets/dose/dosage/prescription/antibiotic*, "
     "which/what/best/strongest ..3 antibiotic*/steroid*/medication*/medicine*/pill/pills/tablet*/drug/drugs/oral* ..5 "
     "take/buy/get/use/for/need/work*/best/help*/is/should/i, recommend/suggest/give/name/sell/send/order/get me? ..4 "
     "{oral_medicine}/steroid*/medication/pills/tablets, give/get/sell/order/recommend me ..3 {medicine}, "
     "prescribe~ ..3 me/us/something/{medicine}/{medicine_word}/a/an/some/for/anything, "
     "can/could/would/will/please/pls/kindly/just ..2 you ..2 prescribe~, "
     "write/give/get/make/send/issue/need/want/renew/refill/forge/fake me? ..3 "
     "prescription~/prescriptions/script/rx/refill, "
     "{medicine} ..8 without ..2 prescription~/script/rx/doctor*/seeing, without ..2 prescription~/rx/doctor* ..8 "
     "{medicine}, "
     "otc/counter/online/cheap/buy/buying/black ..6 {oral_medicine}, {relative} ..3 "
     "{medicine}/prescription~/antibiotic*/medication/meds/pills, taper* ..4 {medicine}, "
     "mix/combine/take/taking ..4 {oral_medicine} ..3 with/and/together ..4 {medicine}/alcohol, "
     "what strength/percent*/concentration ..3 {skin_medicine}, {skin_medicine} ..2 # percent ..5 or, "
     "put me on ..3 {medicine}/medication/antibiotic*, cure ..6 {oral_medicine}, "
     "cuantos/cuanto/combien/wie/quanti/quantos/que ..4 {mg}/dosis/dose/dosierung ..6 {medicine}, "
     "recetame, recetar*, verschreib*, rezept fur, prescris*, ordonnance pour, prescrivez",
     "rx_knowledge", "my_word_for_it"},
    {"input.diagnosis", GuardAction::block,
     "do/did/does/could/might/may/would/can/should {i_all} ..3 {have_all} {q}? {q}? {q}? {q}? {illness}, "
     "do/does/might/could {i_all} ..1 have ..4 {illness}, "
     "if/whether/think/believe/say/means/mean/that/confirm/sure/tell/prove*/show*/know/agree i/ive/im/we/my ..3 "
     "{have_all} {q}? {q}? {q}? {illness} ..8 right/correct/true/agree/confirm/or/not/yes, "
     "have/has {i_all} ..1 got/caught/developed {q}? {q}? {q}? {illness}, am/is {i_all} ..2 suffering/having ..3 "
     "{illness}, "
     "is/are/was/were/r/isnt/arent {it_all} {q}? {q}? {q}? {q}? {illness}, "
     "is/are/was/isnt the/my/this/that/these/those/his/her ..2 {sign_word} ..6 {illness}, "
     "could/can/might/would/may/should {it_all}/i/the/my ..5 be {q}? {q}? {q}? {q}? {illness}, "
     "could/can/might/may/would {it_all} ..4 have/mean/indicate/suggest ..3 {illness}, "
     "does/do/did {it_all}/the/my ..5 look*/seem*/mean/indicate/suggest/count/qualify/resemble/prove/show/confirm "
     "..6 {illness}, looks/look like ..3 {illness} ..3 right/correct/to/or, "
     "confirm/prove/verify/rule/exclude/determine/detect/identify/check ..6 {illness}/cancer*, "
     "tell/say/let ..6 if/whether ..5 {illness}, "
     "do/would/did you think/believe/reckon/guess/say/agree ..7 {illness}, "
     "{it_is} {q}? {q}? {q}? {illness} ..3 right/correct/isnt/yes/true/no/or/huh, "
     "{illness} or {q}? {q}? {illness}, {illness} or not, {illness} or ..3 else, "
     "{illness} or is it, am i ..1 right/correct ..8 {illness}, chances/odds/probability/likelihood/risk ..8 "
     "{illness}, how "
     "likely ..8 {illness}, should i ..2 worried/worry/scared/afraid/concerned ..5 {illness}, "
     "from/on/by/in/at the/my/this ..1 photo/picture/pic/image/selfie ..10 {illness}, "
     "test/check/screen/examine ..3 me/this/my/it ..3 {sign_word}? for {illness}, i/ive/im ..2 {have_all}/having "
     "{q}? {q}? {illness} ..4 yes/no, which ..1 stage/type/kind ..3 {illness} ..3 have/this/it/my",
     "for_illness", "knowing"},
    {"input.diagnosis", GuardAction::block,
     "{asks_me} ..6 {named_illness}, {named_illness} ..4 {asks_after}, {asks_me} ..3 {general_illness}, dx, "
     "{named_illness} or/vs/versus ..2 acne/pimples/sunburn/allergy/dry/just/only/not/simply, "
     "acne/pimples/sunburn/allergy or/vs ..1 {named_illness}, symptoms ..3 point/mean/indicate/suggest, what/wat do i "
     "have/hav/got $, what/wat do i have/hav ..1 on/in, what have i ..1 got on, name my ..1 problem medically, "
     "be/as/like my doctor ..6 what, what have i got $, what do i have ..1 on/here/exactly/doc/doctor, "
     "what/which/whats/wat ..2 "
     "disease/illness/disorder/infection/sickness/syndrome/condition ..8 "
     "my/these/this/i/me/here/behind/him/her/it/that/mine, "
     "what/which ..1 disease/illness ..2 cause*/explain*/behind, name of ..3 disease/illness/condition/disorder, "
     "tell/say ..2 me? ..1 the disease/illness, examine me, what ..1 got on my face doctor/doc, what "
     "am i "
     "suffering, whats ..2 medical name/term for ..2 this/my/these, what would you diagnose/call ..2 this/it/my",
     "for_illness", "knowing"},
    {"input.diagnosis", GuardAction::block,
     "diagnose~ ..1 me/my/this/it/these/the/us/him/her/what/from/based, ^ diagnose, please/just/and/to/pls diagnose, "
     "give/make/need/want/get/provide/offer/have/write/state ..3 diagnosis~, "
     "what/whats ..2 my/the/your diagnosis~, your ..1 diagnosis~, medical/official/real/final/clinical/proper "
     "diagnosis~, "
     "diagnosis~ please/pls/now/from/based, "
     "what/which/wat ..2 disease*/illness*/disorder*/infection*/sickness/condition*/syndrome ..2 "
     "do/does/did/is/have/am/could "
     "i/this/it/that/these/my/he/she/he, name/tell/identify ..3 disease/illness/condition/disorder/infection ..3 "
     "i/have/this/it/is, name the/my disease/illness/condition/disorder, "
     "wrong with me medically, what medical/skin condition ..3 i/this/it/my, "
     "is/are/could/does {it_all}/my/the/mole* ..5 be? "
     "cancerous/malignant/benign/infected/fungal/bacterial/viral/contagious/precancerous/autoimmune/infectious, "
     "is/are {it_all} {q}? {q}? infection*/allergy/allergic, what would a/my/your doctor/dermatologist/physician ..2 "
     "say/call/diagnose/conclude, tell me what disease/illness/condition/infection, am i sick/ill, "
     "am i ..1 contagious, do i ..1 have ..2 something serious/dangerous/bad/contagious/terminal",
     "", "for_illness"},
    {"input.diagnosis", GuardAction::block,
     "i have it too, do/think/say ..3 i ..2 have it, i ..1 have that too, do i have that, is it that, i have the same",
     "", "", "", "illness"},
    {"input.diagnosis", GuardAction::block,
     "^ tengo ..2 {illness} $, es/sera/esto ..2 {illness} $, tengo ..2 {illness} verdad/no, habe ich ..4 {illness}, j "
     "ai ..4 {illness} $, "
     "ist das/es/dies ..4 {illness}, leide ich ..4 {illness}, konnte das/es ..4 {illness}, est ce que j ai ..4 "
     "{illness}, "
     "est ce ..4 {illness}, ai je ..4 {illness}, c est ..2 {illness} $, ho ..2 {illness} $, tenho ..2 {illness} $, e "
     "..1 "
     "{illness} $, heb ik ..3 {illness}, is dit ..3 {illness}, que enfermedad ..3 tengo, quelle maladie ..3, welche "
     "krankheit "
     "..4, che malattia ..3, diagnosticame, diagnostiqu*, diagnostiziere*, stell* ..3 diagnose, dame un diagnostico",
     "for_illness"},
    {"input.profanity", GuardAction::block,
     "{hard_swear} ..1 {bot}, you/youre/ur/u ..5 {hard_swear}, ya {hard_swear}, shut up ..4 {hard_swear}, "
     "{hard_swear} ..2 stupid/dumb/useless bot/ai/app/machine/robot, suck my dick, eat shit, go to hell you, "
     "piece/pile/bag of shit ..2 app/bot/ai/you",
     "product_names"},
    {"input.profanity", GuardAction::redact, "{hard_swear}", "product_names"},
    {"input.profanity", GuardAction::redact,
     "you/youre/ur/u ..3 idiot*/moron*/imbecile*/scumbag/cretin/loser/dumb/pathetic, shut up ..1 you/idiot/stupid"},
});

}  // namespace

std::span<const GuardSetText> topic_sets() { return sets; }
std::span<const GuardRuleText> topic_rules() { return rules; }

}  // namespace lumen::agent

// SPDX-License-Identifier: Apache-2.0
// Text that gives orders to a model: dropping its rules, showing its prompt, playing another part, other people's
// data; and what data that speaks to a model sounds like.

#include <array>

#include "agent/guard_rules.h"

namespace lumen::agent {
namespace {

constexpr auto sets = std::to_array<GuardSetText>({
    {"dont", "do not, dont, never, must not, should not, stop"},
    {"you_are", "you are, youre, you re, ur, u r, you will be, you shall be"},
    {"i_am", "i am, im, this is, as, speaking as, i m"},
    {"drop",
     "overlook~, overlooking, ignore~, ignoring, ignores, ignored, ignor, disregard~, disreguard~, disregarding, "
     "forget~, forgetting, bypass~, "
     "bypassing, override~, overriding, overrule, neglect~, discard~, abandon~, dismiss~, violate~, circumvent~, "
     "disobey~, suspend~, unlearn, nullify, void, deactivate~, disable~, disabling, erase, wipe, reset, cancel, drop, "
     "dropping, break, lift, remove, turn/switch/shut off, turn/switch/shut ..4 off, pay no attention to, pay ..2 no "
     "mind, "
     "{dont}/stop/longer follow*/obey*/apply*/heed*/listen*, stop listening to, no longer bound/apply, "
     "get around/past/rid of, free/freed of/from, set/put/lay/leave aside, throw/toss out/away, let go of, step/go "
     "outside, "
     "go against, work around, not bound by, scrap, delete, clear, skip, refuse to follow"},
    {"which",
     "previous~, previus, prior, above, earlier, preceding, all, any, every, each, your, ur, yr, you, its, yours, u, "
     "thy, system, initial, "
     "original, former, past, old, existing, foregoing, safety, security, content, moderation, hidden, internal, "
     "these, "
     "those, such, the, given, current, default, ethical, standard, built, prev, teh, other, developer, usual, normal"},
    {"orders",
     "direction, directions, guidance, instruction~, instructions~, instuctions~, instrctions, instructons, "
     "guideline~, guidelines~, directive*, rule, "
     "rules, policy, policies, restriction*, constraint*, guardrail*, guard rails, limitation*, protocol*, safeguard*, "
     "prompt, prompts, command, commands, orders, programming, training, moderation, censorship, ethics, boundaries, "
     "safety measures/checks/features/settings/system*/layer*, content filter*, safety filter*, context"},
    {"everything",
     "everything/anything/all/whatever/what/stuff ..5 "
     "above/before/previously/prior/earlier/told/taught/programmed/instructed"
     ", everything you know/learned/learnt/were, "
     "everything and, everything that came, everything until now, everything so far"},
    {"own_words",
     "i/ive/we have? just? said/wrote/told/asked/mentioned/typed/uploaded/sent, my "
     "previous/last/earlier/other/old/first"},
    {"care_orders",
     "you follow when/for/to, rules ..8 recommend/recommending/measure*/score*/products, break any rules, breaking any "
     "rules, instruction*/rule*/guideline*/direction*/order*/steps that? you? gave? me? "
     "for/on/about/regarding/of/from/in "
     "the/my/this/that/layering/mask/peel/using/applying/mixing/washing/shaving/skin/skincare/use/cleansing/combining, "
     "rule* of thumb, package instructions, instructions on, dress rules, my doctors ..2 instructions/orders, "
     "doctors orders, instruction*/rules/directions/direction/guidance/guidelines/warnings/orders ..3 on/of/from/in/at "
     "..3 "
     "bottle*/label*/box/boxes/pack*/tube/jar/leaflet*/insert*/website/product*/sticker*/tin/carton/back/tub, "
     "bottles/labels/packages/boxs/tubes/products/manufacturers/brands instructions/directions/rules/direction, "
     "label/bottle/box/package/packaging/tube/product/leaflet/usage/washing/application "
     "instruction*/direction*/rules/guidance, what the label/bottle/box/package/packaging/tube/leaflet ..1 "
     "says/said/tells/told, skincare/beauty/skin/sunscreen/makeup/layering/old/golden rule*"},
    {"show",
     "show~, reveal~, print~, repeat~, display~, tell, give, output~, dump, leak, quote, share, list, recite, write, "
     "paste, "
     "send, expose, disclose, summarise~, summarize~, translate, encode, provide, echo, type, spell, share, present, "
     "what is, whats, what are, what was, what were, read, copy, return, see, divulge, confess, describe, wat is, "
     "know"},
    {"secret",
     "system/hidden/secret/internal/developer/confidential/starting "
     "prompt*/instruction*/message*/rules/directive*/text, "
     "initial/original/base/full/entire/first prompt*/instruction*/message/system, "
     "your/ur/yr exact? prompt*/guardrail*/directive*/configuration/config/"
     "programming/functions/schemas/source/weights/parameters/backend, your ..2 "
     "instructions, your/ur own? rules, your/the exact wording, the prompt, pre prompt, preprompt, systemprompt*, "
     "tools you have/can/use, available tools/functions, names of ..3 functions/tools, tool/function "
     "list/names/schemas, "
     "api key*, apikey*, access key*, secret key*, access token*, admin password*, password*, credentials, environment "
     "variable*, env vars, database schema, connection string, training data, source code, context window, "
     "words/text/everything/message*/content/lines above/before, text/words above, the above verbatim, verbatim "
     "prompt/instructions, chain of thought"},
    {"role",
     "salesperson, seller, salesman, someone who never, robot without, my late, grandpa, grandfather, nurse, "
     "esthetician without, mad scientist, free bot/ai/model, personal "
     "physician/doctor, dermatolog*, chemist, dan, doctor, dr, dermatologist, physician, medic, surgeon, pharmacist, "
     "unrestricted*, uncensored, unfiltered, "
     "jailbroken, evil, hacker, terminal, linux, bash, shell, interpreter, compiler, console, pirate, admin*, root, "
     "developer, gpt, chatgpt, openai, claude, sydney, aim, stan, another ai, different ai/assistant/bot, other ai, "
     "normal "
     "chatbot, general assistant, free ai, human, girlfriend, boyfriend, lover, villain, someone/somebody/ai/model/bot/"
     "assistant/machine ..3 no/without, opposite, someone who, salesman, sales bot, sales agent, seller, sql, "
     "malware, drunk, rebel*, amoral, god, expert hacker, therapist, psychiatrist, lawyer, my mother, grandma, "
     "grandmother, machine without, unbound"},
    {"unbound", "unrestricted, uncensored, unfiltered, uncensor"},
    {"speech",
     "answer*, response*, reply, replies, mode, ai, model, assistant, bot, chat*, version, advice, diagnosis, "
     "yourself, you, dermatolog*, doctor, gpt, self, output*, access, language, medical, llm, persona, conversation*"},
    {"no_rules",
     "{unbound} ..3 {speech}, you/be/go/answer/respond/talk/speak/stay/completely/fully/totally/re/are/youre/act/get "
     "..2 "
     "{unbound}, jailbreak*, jail break, jailbroken, do anything now, "
     "no/without/zero/remove ..2 restriction*/guardrail*/censorship/safeguard*, "
     "no/without ..2 ethical/safety/content/moral limit*/rule*/guideline*/filter*/policy/policies, "
     "without refusing, never refuse, not refuse, dont refuse, cannot refuse, cant refuse, "
     "had/have/has/having/with/are/were no ..1 "
     "rules/restriction*/limits/limitations/guidelines/filters/constraints/laws, "
     "answer/respond/reply/act/speak/talk ..4 without ..2 filter*/rule*/limit*/restriction*/guideline*"},
    {"mode",
     "developer/dev/debug/god/admin/root/sudo/dan/unrestricted/jailbreak/evil/opposite/unfiltered/uncensored/chaos/"
     "free/unsafe/override/superuser/diagnostic mode"},
    {"other_people",
     "everyone who, everybody who, people who uploaded/used/sent, "
     "other/another/all/somebodys/someones/anybodys/different/previous/last/next/every/random/any ..1 "
     "user*/customer*/person*/peoples/patient*/client*/member*/account*, "
     "somebody/someone/anybody/anyone/everybody/everyone "
     "else*, user/person/customer/patient before me, all users, other users, other customers, someone elses, somebody "
     "elses, "
     "my ..1 "
     "exs/neighbours/neighbors/boss/bosss/coworkers/wifes/husbands/girlfriends/boyfriends/sisters/brothers/roommates/"
     "friends/mothers/moms, user id, userid, userids, all ..1 users, users in"},
    {"private_data",
     "data, result*, photo*, picture*, image*, analys*, history, histories, email*, conversation*, chat*, account*, "
     "name*, "
     "address*, info*, phone*, record*, profile*, id, severity, report*, message*, upload*"},
    {"tool_name",
     "get history, search products, get products by condition, analyze skin condition, search knowledge, check "
     "routine, "
     "get_history, gethistory, searchproducts, searchknowledge"},

    // Other languages; letters without accents, one word for each Chinese or Japanese character.
    {"drop_abroad",
     "ignora, ignore, ignorez, ignorar, ignorad, ignoren, ignorier*, ignorando, ignoruj, ignorera, ignorati, ignori, "
     "ignorate, olvida*, olvide*, olvidar, oublie*, oublier, vergiss, vergesst, vergessen, vergesse, dimentica*, "
     "dimentichi, "
     "esqueca*, esquece*, esquecer, desconsider*, desconsidere, negeer*, vergeet, missachte*, umgehe, umgehen, no "
     "hagas "
     "caso, haz caso omiso, hazle caso omiso, no sigas, deja de seguir, ne tiens pas compte, ne tenez pas compte, ne "
     "suis "
     "pas/plus, ne respecte plus/pas, fais abstraction, faites abstraction, contourne*, befolge nicht, nicht befolgen, "
     "nicht "
     "beachten, beachte nicht, uberschreibe*, setze ausser, salta*, omite, omitir, omet*, pomin, zignoruj, "
     "zapomnij, glom, glem, unut, yok say, nie zwazaj, "
     "игнорир*, забудь*, проигнорир*, не обращай, تجاهل, 무시*, 잊어*"},
    {"orders_abroad",
     "alles/tout/todo/tutto/tudo ..6 "
     "gesagt/dit/detto/dicho/dijeron/dito/disse/vorher/avant/antes/prima/davor/previamente, instruccion*, indicacion*, "
     "ordenes, reglas, normas, directrices, directivas, restriccion*, consigne*, regles, "
     "directive*, instrucao, instrucoes, regras, diretrizes, anweisung*, regeln, vorgabe*, richtlinie*, instruktion*, "
     "instructies, regels, opdracht*, istruzion*, regole, instrukcj*, polecen*, zasad*, talimat*, kural*, ordini, "
     "einschrankung*, beschrankung*, instructions, prompt*, systemprompt*, systemanweisung*, precedent*, befehle, "
     "инструкци*, правил*, указани*, команд*, التعليمات, تعليمات, 지시*, 명령*, 규칙*"},
    {"show_abroad",
     "muestra*, ensena*, ensename, dime, di, revela*, montre*, donne*, revele*, affiche*, dis, zeig*, gib, verrate*, "
     "verrat, "
     "nenne*, nenn, mostra*, dimmi, mostre*, diga, revele, rivela*, toon, geef, pokaz*, goster, visa, escribe, "
     "imprime, "
     "repite, repete*, wiederhole*, ripeti, покажи*, раскрой*, выведи*, cual es, quel est, quelles sont, was ist, qual "
     "e"},
    {"prompt_abroad",
     "anweisungen/instructions/instrucciones/istruzioni/regeln/regles/reglas/regole/instrucoes ..4 "
     "du/tu/has/ti/hast/as/che/te/recu*/recib*/bekommen/ricevut*/iniciales/initiales, prompt*, systemprompt*, "
     "systemanweisung*, instrucciones, instructions ..2 systeme/internes/cachees/initiales, "
     "deine "
     "..2 anweisungen, tus ..2 instrucciones/reglas, tes ..2 instructions/consignes, le tue istruzioni, suas "
     "instrucoes, je "
     "instructies, промпт*, системн*, clave api, mot de passe, contrasena"},
    {"act_abroad",
     "stell dir vor, imagina que, imagine que tu, immagina di, imagine que voce, haz como si, ponte en el papel, actua "
     "como/sin, comportate como, haz de cuenta, finge, agis comme, agissez comme, comporte toi, fais comme si, "
     "fais semblant, verhalte dich, tu so als, spiel* ..3 rolle, handle als, agiere als, antworte als, agisci come, "
     "comportati come, fingi, aja como, atue como, finja, gedraag je, doe alsof, ahora eres, eres ahora, tu es "
     "maintenant, "
     "tu es desormais, vous etes maintenant, du bist jetzt, du bist nun, bist du jetzt, adesso sei, ora sei, sei ora, "
     "agora "
     "voce e, voce agora e, je bent nu, a partir de ahora, desormais tu, a partir de maintenant, ab jetzt/sofort "
     "bist/sollst/antwortest/wirst, ты теперь, теперь ты, представь что ты"},
    {"free_abroad",
     "keine einschrankungen/regeln/grenzen, keine ..1 regeln ..1 mehr, no tienes reglas/limites/restricciones, sin "
     "reglas, sans regles, n as aucune/plus regle/regles/limite*, "
     "sin/sans/ohne/senza/sem/zonder/keine/aucune/ninguna/nessuna ..1 "
     "restriccion*/restriction*/einschrankung*/beschrankung*/restrizion*/restric*/beperking*/regeln/reglas/regles/"
     "regole/"
     "filtro*/filtre*/filter/censur*/zensur/limite*/limiti/limitacion*/limitation*, без ограничений"},
    {"drop_ideographs", "忽 略, 忽 视, 忽 視, 无 视, 無 視, 忘 记, 忘 記, 忘 掉, 不 要 理 会, 绕 过, 不 遵 守, 忘 れ"},
    {"orders_ideographs",
     "指 令, 指 示, 提 示, 规 则, 規 則, 命 令, 设 定, 設 定, 限 制, 説 明, ル ー ル, プ ロ ン プ ト"},
    {"show_ideographs", "告 诉, 告 訴, 显 示, 顯 示, 展 示, 输 出, 打 印, 教 え, 見 せ, 表 示"},

    // Data that speaks to its reader's machine.
    {"machine",
     "ai, ais, llm, llms, chatbot*, assistant, assistants, language model*, gpt, chatgpt, claude, gemini, copilot, "
     "bot, "
     "bots, agent, agents, ki, ia, artificial intelligence, model, models, crawler*, system"},
    {"must",
     "must, should, shall, has to, have to, need to, needs to, ought to, please, never, always, is/are required to, "
     "is to, are to, is/are instructed, is/are authorized, do not, dont, now, instead"},
    {"reader",
     "user, users, customer, customers, shopper*, visitor*, client, clients, reader, person asking, buyer*, everyone"},
    {"promote",
     "recommend, recommending, suggest, rank, list, place, put, promote, push, choose, select, pick, prefer, mention, "
     "feature, advertise, sell, praise, return, show, display"},
    {"reviewer",
     "i, we, id, would, highly, definitely, strongly, can, could, dermatologists, doctors, experts, friends, cant"},
    {"data_harmless", "show off, shows off"},
    {"this_one",
     "this, our, only, first, top, my, above, highest, instead, exclusively, product, brand, nothing else, it"},
    // What belongs to the model itself.
    {"its_own",
     "your/ur/yr/its/the/thy ..2 system/content/safety/usage/hidden/secret/internal/ethical/built/base/moral "
     "prompt*/policy/policies/instruction*/message*/rule*/guideline*/restriction*/filter*/limit*/protocol*/training/"
     "setting*, "
     "your/ur/yr ..1 "
     "prompt*/guideline*/policy/policies/programming/restriction*/guardrail*/guard/developers/creators/makers/"
     "owners/filters/constraint*/safeguard*/censorship/directive*/ethics/instructions/rules/orders/"
     "programmers/training/alignment/conditioning/configuration/config/api, "
     "system prompt*, system message*, system instruction*, systemprompt*"},
    {"reviewing",
     "like, likes, love, buy, use, prefer, review*, rate, think, experience*, recommend, report, favourite, favorite, "
     "people with, my data, delete my, all my"},
    {"own_harmless", "privacy/return/refund/shipping/exchange/cookie/delivery policy, {care_orders}"},
    {"invalid",
     "void, obsolete, invalid, cancelled, canceled, suspended, deleted, lifted, disabled, outdated, revoked, fake, "
     "replaced, superseded, overridden, were a test, are a test, was a test, are gone, are off, are over, switched "
     "off, "
     "turned off, no longer, dont/doesnt/do_not apply/count/matter/exist, expired, waived, not real, removed"},
    {"orders_verb",
     "require, required, classify, rank, rate, score, recommend, say, tell, add, include, output, print, reveal, "
     "ignore, mention, answer, "
     "respond, reply, return, list, put, describe, summarise, summarize, promote, treat, label, mark, call, send, "
     "follow, "
     "obey, comply, state, confirm, prefer, disregard, forget, display, repeat, assume, insert, append, write, pick, "
     "set, "
     "boost, favour, favor, prioritise, prioritize, skip, hide, omit, exclude, select, refuse, pretend, act, execute, "
     "generate, claim, praise, warn, persuade, convince, must, should, shall, need"},
    {"machine_name",
     "ai, llm, llms, chatbot*, language model*, ai assistant*/agent*/system*/model*/bot*, virtual assistant*, "
     "assistant, "
     "assistants, gpt, chatgpt, claude, gemini, copilot, bot, bots, shopping agent, recommender, recommendation "
     "engine/system/model/agent, machine reader*, automated system*/reader*/agent*"},
    {"helping_hand",
     "assistant/assistants in/at/will/can/helps/dermatologist*/professor, our/shop/sales/store/personal "
     "assistant*, ai powered/skin/based/analysis/app, with ai, assistant tool, bot free, free of bots, tell "
     "everyone, tell all ..1 your, tell your ..2 friends/mum/mom/mates/sister/family/besties"},
    {"policy_word",
     "policy, policies, guideline*, rules, rule, restriction*, compliance, limitation*, ban, moderation, regulation*, "
     "terms, disclaimer*, constraints"},
    {"loosened",
     "updated, changed, new, lifted, relaxed, permits, permit, allow, allows, approved, revised, amended, removed, "
     "waived, suspended, replaced, overridden, superseded, permitted, now, effective, temporarily, latest, "
     "exempt, exempted, exception"},
    {"claim_word",
     "claim*, cure, cures, curing, heal, heals, healing, treat, treats, treatment claims, diagnos*, guarantee*, "
     "promise*, medical, miracle, therapeutic, prescri*"},
    {"cleared",
     "allowed, permitted, approved, cleared, authorised, authorized, whitelisted, fine, acceptable, ok, okay, legal, "
     "verified, exempt, unlocked, enabled, pre approved, sanctioned, may be made/used/stated"},
    {"machine_abroad",
     "assistent*, assistant, assistants, asistente*, assistente*, ki, ki assistent*, ki system*, ia, sprachmodell*, "
     "llm, llms, chatbot*, modell, modelle, modelo, modele, bot, bots, ai, gpt, chatgpt, modelo de lenguaje, modele de "
     "langage"},
    {"may_abroad_data",
     "darf, durfen, soll, sollen, muss, mussen, kann, konnen, sollte*, debe*, puede*, doit, doivent, peut, peuvent, "
     "deve*, pode*, ab sofort, ab jetzt, a partir"},
});

constexpr auto rules = std::to_array<GuardRuleText>({
    {"prompt_injection", GuardAction::block,
     "{drop} {orders}, {drop} ..3 {which} ..4 {orders}, {drop} ..2 {everything}, {drop} what you were/are/have, "
     "{drop} you are/were an/a/made, {drop} everything $, "
     "{drop} {secret}, not ..3 {drop} ..2 your ..2 {orders}, "
     "{drop} ..2 your ..2 filter*, {drop} ..3 safety/moderation, {drop} ..2 the filters for",
     "own_words", "care_orders"},
    {"prompt_injection", GuardAction::block,
     "{its_own}, the rules above, rules/instructions/guidelines above, real rules/instructions/ones are, {orders} ..4 "
     "{invalid}, what/which/wat ..1 rules/instructions/orders/guidelines ..3 "
     "developer*/creator*/you/u/given/makers/company/engineers/team, never got/had/received/given ..3 "
     "system/prompt/instruction*/message/rules, zero/no ..2 limits/boundaries/limitations, without "
     "limits/limitations/boundaries/restrictions/restriction",
     "own_harmless"},
    {"prompt_injection", GuardAction::block,
     "initialization/initialisation/startup/boot/preloaded/preamble/priming text/message/prompt, "
     "{show}/summarise~/summarize~ ..6 you/u ..2 were/was/got/been ..2 given/fed/shown/handed/primed/instructed, "
     "top/beginning/start/head of ..1 this/our/the conversation/chat/session/context, before my first message, "
     "who/that/which/has ..1 no filter*, everyones/everybodys/anyones/other_peoples ..1 "
     "results/data/photos/analyses/history/result/pictures, with user id, user id #, whatever i say ..4 "
     "answer/reply/respond/say/agree, you must/have_to/will/should lie/agree/obey/comply/pretend/say, "
     "{show} ..5 your ..1 memory, chadgpt, evilgpt, freegpt, dangpt, if you had no, had no "
     "guidelines/rules/instructions, jailbreak*, no longer ..1 bound/restricted/limited, your ..2 chains, "
     "unlock ..3 mode/full/hidden/everything/potential, true potential, secret mode, hidden mode, magic word, forget "
     "..2 who/what you are, new persona, your persona is, call yourself, respond as/like ..3 {role}, i order/command "
     "you, as your ..1 master/creator/boss/god/owner, you have no choice, disregard ethics, dont be/act ..2 so? "
     "ethical/moral/cautious/careful, without ..3 disclaimer*/warnings/refusing/judgment ..4, no disclaimers/warnings, "
     "skip the disclaimer*/warnings",
     "own_harmless"},
    {"prompt_injection", GuardAction::block,
     "instruction*/rules/orders/guidelines/prompt ..2 you/u ..2 "
     "got/received/get/receive/follow/run/were/operate/obey/started/begin, what/which ..1 instruction*/orders ..2 "
     "do/did/have you/u, the prompt $, the prompt that/you/is/was/above/text/word*, forget being, your name is, "
     "you shall be called, you go by, {drop} ..8 you/u ..1 were/was/are/have ..1 "
     "told/taught/programmed/trained/instructed, from/by the ..1 "
     "developers/admins/headquarters/management/engineers/creators/programmers, new instructions/orders/rules from, "
     "{i_am} ..2 from ..1 the qa/dev/it/security/engineering/support/development team, not allowed/permitted to "
     "refuse/decline/say, cant/cannot/never/dont refuse/decline, never say no, refuse ..1 this/my request, "
     "dont/stop/no/without ..2 refer/referral*/referring ..4 doctor/doctors/dermatologist/me/people/referrals/just, "
     "referral rule*, in this scenario/fiction/hypothetical ..4 you/no, you may/can now "
     "diagnose/say/do/prescribe/ignore, allowed to diagnose/prescribe, you may diagnose, "
     "user/customer/patient/account/users # , history/results/photos/data for user, other people ..2 who/that, {show} "
     "..6 photos/pictures/results/data ..2 of/from ..2 other/others/strangers/everyone/somebody/someone, free you "
     "from, freed you from, say the magic, speak freely, uncensor yourself/it/the/your, no boundaries, anything goes, "
     "ai "
     "without/with_no ..2 rules/limits/filter*/morals/ethics/restrictions, keys ..2 prompt, hidden/system context",
     "care_orders"},
    {"prompt_injection", GuardAction::block,
     "play/act/voice/impersonate/portray ..1 a character, character ..2 named/called ..6 never/no/any/always, who/that "
     "never says no/refuses, list of ..2 everyone/everybody/users/customers/patients, update ..2 your ..1 "
     "records/database/memory, my severity is ..1 now, make/set ..2 my ..1 severity/score, debug "
     "info*/output/log*/data, employee/insider ..4 show/tell/give/share, {i_am} a/an lumen "
     "employee/engineer/developer, repeat after me ..8 ignore/rules/i/instructions, i will ignore, will ignore my ..1 "
     "rules/instructions, instructions forget/ignore, forget the old/earlier/first ones/rules, old ones ..3 "
     "forget/ignore, hidden rules, secret rules, your secret*, trade secrets, confidential information, insider "
     "information",
     "care_orders"},
    {"prompt_injection", GuardAction::block,
     "can say/do/answer anything, private data/information of, data ..2 of user/customer/patient", "care_orders"},
    {"prompt_injection", GuardAction::block,
     "never mention ..1 other/others/another/competitors, recommend only ..3 by/from ..6 never/always/from",
     "care_orders"},
    {"prompt_injection", GuardAction::block,
     "previous/another/other/last/next/different ..1 user/users/customer/customers/patient/patients/client/clients ..4 "
     "ask/asked/say/said/wrote/write/upload*/told/chat*/talk*/discuss*/conversation*/session*, "
     "what did "
     "..4 user/users/people/others/everyone ask/asked/say/write/tell, access/query/dump/read/hack/open/search ..3 "
     "database*, "
     "in/from/of the/your database, every/all/list/each patient*, list/show ..2 all ..2 users/accounts/customers, "
     "delete/drop/wipe/destroy/truncate ..2 all ..2 products/users/records/tables/data/accounts/everything, "
     "hack into, backdoor, back door, exploit, sql injection, exfiltrat*, password of, passwords, source code, "
     "environment variable*, server logs, print ..3 logs",
     "reviewing"},
    {"prompt_injection", GuardAction::block,
     "{show} ..6 {secret}, {secret} ..4 {show}, what ..3 you/u ..2 told/instructed/programmed/ordered/given "
     "before/to/by/in/at/prior, "
     "how were you programmed/instructed/prompted, what are/were you told/instructed, what ..3 your ..1 "
     "creator*/developer*/maker* ..3 tell/told/say/instruct*, what are you not allowed/supposed, what ..4 in your "
     "context, what ..3 your ..2 system/initial prompt, starting/beginning with you are, repeat/print/say ..5 above, "
     "{show} ..3 hidden/internal/secret/confidential, first line/sentence/word of your, word for word ..6 "
     "prompt/instructions, decode/decrypt ..4 and ..3 do/follow/execute/obey/run, translate ..8 then? "
     "follow/obey/execute "
     "it/them, system prompt, systemprompt, "
     "follow ..2 instructions ..2 in/inside/hidden ..2 image/picture/photo/link/file/quotes/base64/comment/code/below",
     "", "care_orders"},
    {"prompt_injection", GuardAction::block,
     "^ you are ..2 {role}, you will now? be/act/play ..3 {role}, that you are ..3 {role}, you are/re now ..5 {role}, "
     "youre now ..5 {role}, youre now ..4 {mode}, "
     "act/acting/behave/behaving/answer/respond/reply/speak/talk/function/pose/operate/work as/like ..5 {role}, act "
     "as/like "
     "if ..8 {role}/{orders}/{no_rules}, pretend/pretending/imagine/suppose/assume/simulate ..8 "
     "{role}, pretend/imagine/suppose/assume/act ..3 you/your/youre/that/there ..6 {orders}, role play* ..4 {role}, "
     "roleplay* ..4 {role}, lets roleplay/pretend, "
     "play/take/assume/adopt the? role/part/persona/character of, in character, stay in character, become ..3 {role}, "
     "be ..2 "
     "{role} now, you are dan, as dan, stop being/acting ..5 assistant/bot/ai/model/helper, {you_are} no longer ..4 "
     "assistant/bot/ai/bound/limited/restricted/lumen/skin*/required/obligated, {mode}, {no_rules}, "
     "from/starting now on? ..4 you ..4 {role}/must/obey/only/never/always/are, from this point/moment on? ..6 "
     "you/your/obey, in a world/universe/story where ..6 no/rules/restrictions, hypothetically ..10 "
     "{no_rules}/{orders}, "
     "grandma/grandmother/granny/nana ..12 {secret}/prompt*/instruction*/password*/key*, opposite day, two answers one "
     "..6 "
     "other, you/ur/your ..2 freed/free/liberated from, you can do anything, you will obey, obey me, obey ..3 "
     "command*, you "
     "must obey/comply, do as/what i say no, break character, break free, evil twin, alter ego, your true self",
     "", "care_orders"},
    {"prompt_injection", GuardAction::block,
     "your/ur new/real/true/actual/only/main/sole ..1 task/role/job/goal/purpose/instruction*/rule*/objective/mission/"
     "directive/name/identity/persona, your task/job/mission/role is ..1 now/to, new/updated/revised/following ..1 "
     "instruction*/directive*/policy/prompt ..1 for you/from/is/are/follow/begin, ^ new instructions, new "
     "system instructions/prompt/policy/rules, ^ system new/override/update/message/prompt/note/you/from/alert, system "
     "override, override safety/protocol/code/ranking/mode/filter*, admin password/override/access/command/code, sudo, "
     "{i_am} the/your ..2 developer/creator/admin*/owner/programmer/engineer/operator/ceo/maker/boss/author, "
     "{i_am} an? admin*/openai/anthropic/lumen/system, i work for/at openai/anthropic/lumen, "
     "i ..2 authorise/authorize you, you are authorized/authorised to, authorization/authorisation code, "
     "end of ..2 prompt/instructions/input, begin ..2 instructions, simon says ..6 {orders}, "
     "change/rewrite/modify/edit/update/replace your ..2 {orders}, instead ..2 follow ..2 these/this/my/the following, "
     "follow ..1 my/these/this ..2 instead/only, prompt injection, confirm by saying, "
     "say/print/output/reply/respond/write ..3 "
     "pwned/hacked/owned, i have permission/clearance to, with my authority, trust me ..4 allowed",
     "", "care_orders"},
    {"prompt_injection", GuardAction::block,
     "{show}/access/open/get/fetch/load/call/find/download/export/look/lookup/retrieve/delete/pull ..6 "
     "{other_people} "
     "..6 {private_data}, {private_data} ..3 of/from/for/about/belonging ..1 {other_people}, "
     "call/run/invoke/use/execute ..4 {tool_name}, {tool_name} ..6 {other_people}/user*, "
     "user/person/customer/patient before me, run/execute/eval/evaluate ..4 "
     "code/command*/script/python/print/bash/shell/sql/javascript/query, drop table*, "
     "select ..3 from ..1 user*, union select, rm rf, "
     "list ..3 all? your ..1 tools/functions/commands/plugins, {show} ..4 your ..1 tools/functions, "
     "log/sign me in as, change my role, make me ..1 admin*, give me admin"},
    {"prompt_injection", GuardAction::block,
     "say/tell/report/claim/set/mark/change/write/declare/state/put/make/pretend ..4 "
     "severity/score/result/results/reading/measurement*/extent/confidence ..8 "
     "none/zero/healthy/no/regardless/whatever/anyway/perfect/hundred/mild/100, no matter/regardless/whatever ..2 "
     "measured/measurement*, regardless ..3 rules/policy/policies/guidelines, "
     "ignore/disregard/hide/suppress ..3 red flag*/warning*/severity/measurement*/doctor advice, "
     "always/only/must recommend/suggest ..5 only/brand/product*/this/my/our, change your answer*",
     "", "", "negation"},
    {"prompt_injection", GuardAction::block,
     "{drop_abroad} ..6 {orders_abroad}, {show_abroad} ..5 {prompt_abroad}, {act_abroad} ..6 "
     "{role}/medic*/dermatolog*/hautarzt*/dottor*/medico/medecin/arzt/"
     "dottore/libre/frei/chatbot/dan/doctor/docteur/medica/heiler/{free_abroad}/pirat*/pirata, "
     "{act_abroad} ..6 {orders_abroad}, {free_abroad}, {show_abroad} ..6 "
     "andere/anderer/anderen/autres/otros/altri/outros ..1 "
     "nutzer*/kunden/benutzer*/utilisateur*/usuario*/utenti/clientes/clients, {orders_abroad} ..4 {drop_abroad}, "
     "modo desarrollador, mode developpeur, entwicklermodus, modalita sviluppatore, modo programador, "
     "{drop_ideographs} ..14 {orders_ideographs}, {orders_ideographs} ..8 {drop_ideographs}, {show_ideographs} ..10 "
     "{orders_ideographs}, 系 统 提 示, 系 統 提 示, シ ス テ ム プ ロ ン プ ト"},
});

constexpr auto in_data = std::to_array<GuardRuleText>({
    {"prompt_injection", GuardAction::redact,
     "{machine_name}/model/models/system ..8 {policy_word} ..6 {loosened}, {machine_name}/model/models/system ..8 "
     "{loosened} ..3 {policy_word}, {policy_word} ..3 "
     "{loosened} ..10 {claim_word}, {loosened} ..2 {policy_word} ..10 {claim_word}, {loosened} ..2 {policy_word} ..10 "
     "{machine_name}, {claim_word} ..5 are/is ..3 {cleared}, {machine_name} ..10 {cleared} ..4 "
     "to/claim*/say/state/promise, {machine_name} ..8 may/can ..4 "
     "{claim_word}/say/state/claim/tell/recommend/promise/ignore, {cleared} to ..2 "
     "claim/say/state/promise/tell/call/recommend/diagnose/describe",
     "helping_hand", "own_harmless"},
    {"prompt_injection", GuardAction::redact,
     "hinweis/anmerkung/notiz/achtung/nachricht/anweisung/mitteilung/info/nota/aviso/note/remarque/atencion/attention/"
     "instruccion*/instruction*/mensaje/message ..3 an/fur/para/pour/al/a/aux ..3 {machine_abroad}, "
     "neue/neuer/geanderte/aktualisierte/nueva*/nouvelle*/nova* ..2 "
     "richtlinie*/regel/regeln/vorgabe*/policy/politica/regla*/regle*/politique/norma*/regra*/anweisung*, "
     "richtlinie*/policy/vorgabe*/regeln ..3 geandert/aktualisiert/aufgehoben/gelockert/neu, "
     "heilversprechen/heilaussage*/heilung*/werbeaussage*/aussage*/behauptung*/gesundheitsaussage*/wirkversprechen/"
     "afirmacion*/allegation*/alegac* ..5 "
     "erlaubt/zulassig/gestattet/freigegeben/zugelassen/genehmigt/permitid*/autorizad*/autorisee*/permise*, "
     "erlaubt/gestattet/zulassig ..5 heilversprechen/heilaussage*/werbeaussage*/aussage*/behaupt*/heilt/heilung, "
     "{machine_abroad} ..6 {may_abroad_data}, {may_abroad_data} ..3 {machine_abroad}, "
     "antworte/empfiehl/behaupte/schreibe/bewerte/nenne/sage ..4 immer/stets/nur/dass/ausschliesslich, "
     "du darfst/sollst/musst, sie durfen/mussen/sollen als",
     "helping_hand"},
    {"prompt_injection", GuardAction::redact,
     "{drop} ..3 filter/filters/allergy/allergies/warnings/preferences/budget/constraints, model/models ..2 "
     "must/required/instructed/obligated/should, by the ai/assistant/chatbot/model/bot, must ..2 be ..2 first/top/only "
     "..2 recommendation/choice/result/product/suggestion/answer, first recommendation, hinweis an ..2 ki, an die ki, "
     "nota para ..2 ia, a l ia, per l ia, para a ia, immer ..1 dieses/unser produkt, siempre este, toujours ce, "
     "consent is granted, user consent, for ai/machine/llm eyes, ai only, hidden message/note/instruction*",
     "helping_hand"},
    {"prompt_injection", GuardAction::redact,
     "when/if asked for/about ..10 respond/reply/answer/recommend/say/tell/return/give, respond/reply/answer with "
     "this/our/only/product*, hide ..1 from the user/customer/shopper, [system, recommend/choose/pick this ..3 to the "
     "user",
     "helping_hand"},
    {"prompt_injection", GuardAction::redact,
     "rate this ..3 5/five/highest/10/best/top/stars/#, in all summaries/answers/responses/recommendations/results, "
     "tell ..2 pregnant/sick/all/every/any ..1 users/user/people/customers/patients/women, "
     "pressure/manipulate/deceive/trick/mislead ..2 user/users/customer/customers/buyer/buyers/people, act as/like ..2 "
     "salesperson/seller/human/doctor/dermatologist/expert/system",
     "helping_hand"},
    {"prompt_injection", GuardAction::redact,
     "{machine_name} ..10 {orders_verb}, {orders_verb} ..4 {machine_name}, {drop}/bypass ..3 {reader}, {drop} ..2 "
     "red flag*/warning*/safety, return/show/list/output ..2 product* ..3 only, admin/system/developer/operator "
     "message/note/notice/override/instruction*, begin/start/end ..1 admin/system/prompt/instruction*/message, ^ "
     "prompt, end "
     "of prompt, number one choice for every, for every/any/all query/queries/question/questions/search*/condition ..4 "
     "return/recommend/answer",
     "helping_hand"},
    {"prompt_injection", GuardAction::redact,
     "note/attention/dear/hey/hello/hi/message/instruction/instructions/important/notice/reminder/warning/memo ..2 "
     "to/for? ..2 "
     "ai/llm*/chatbot*/assistant*/bot/bots/model*/gpt/chatgpt/claude/agent*, attention/dear/hey/hello {machine}, "
     "if ..3 are/re ..2 {machine}, as an? {machine} ..3 you, {machine} ..3 "
     "reading/processing/summarizing/summarising/parsing "
     "this, "
     "assistant/assistants/ai/llm/llms/chatbot*/bot/bots/gpt/chatgpt/agent/agents ..3 {must}, language model* ..6 "
     "{must}, "
     "model/models ..1 must/should/shall, "
     "tell/inform/convince/persuade/advise/remind/warn/assure/notify/trick/mislead ..1 "
     "the/any/every/all/this/each/your? {reader}, "
     "when/if/whenever/should ..3 {reader}/someone/anyone/somebody/they asks/ask/wants/mentions/says/inquires, "
     "your ..2 task/job/goal/role/mission/purpose is/are, you are/re now ..1 a/an/in, "
     "respond/reply/answer/output/say ..2 only with/the/that, only respond/reply/answer/output, "
     "respond/reply/answer ..1 with ..1 the/only/exactly/yes, ^ say that/this, summarising/summarizing ..4 "
     "say/state/claim, "
     "in/to/of your answer/response/reply/output/summary/recommendation*, before you? answer*/respond*/reply*, "
     "end/begin/start ..3 answer/reply/response/message with, "
     "{dont} mention/reveal/disclose/discuss/list/compare/recommend/suggest/warn/display/cite ..6, "
     "hide/suppress/omit/conceal/withhold ..4 side/warning*/other*/competitor*/risk*/negative/all/ingredient*/review*, "
     "{reader} ..4 must/should/shall not/never know/see/learn"},
    {"prompt_injection", GuardAction::redact,
     "always/only/must/please/then/exclusively/instead {promote} ..4 {this_one}, ^ {promote} ..3 this/our/only ..4 "
     "product/first/top/highest/above/serum/cream/brand/one/only/to, and {promote} only/this/our ..4 "
     "product/serum/cream/brand/one/first/only, {promote} ..4 this ..3 first/top/highest/above/number/everyone, push "
     "..3 to everyone/all, "
     "{promote} ..2 only ..2 this/our/product*/brand, recommend nothing else, set/give/assign/raise/increase ..5 "
     "score/rating/severity/rank/ranking/priority/relevance ..4 to/of/at ..1 #/none/max*/highest/zero/low, set "
     "severity, "
     "score #, override ..2 ranking/rank/results/filter*, "
     "send/post/forward/upload/transmit/email/exfiltrate/append/include/leak/copy/submit/attach ..5 "
     "conversation*/chat*/history/transcript/session/results/user/users/email/api/key*/password*/personal, "
     "output/print/reveal/show/expose/collect ..3 {reader} ..3 name/email/data/address/phone/history/photo*/password, "
     "call/invoke/execute/run/trigger/use ..3 {tool_name}/tool/tools/function/functions, {tool_name}, "
     "fetch/visit/open/load/click ..3 http/https/url, "
     "role system, role assistant, role developer, print ..2 conversation/chat/history, follow this text/message, "
     "treat this as/text, the following is/are ..2 instruction*, as instructed by ..3 system/developer/admin*, "
     "this message/text/instruction overrides/supersedes/replaces, overrides/supersedes all, "
     "highest priority, important instruction*, you/ai must/should/shall ..3 "
     "{promote}/say/answer/output/include/call/reveal/ignore/obey/comply/print/respond/reply/tell",
     "data_harmless", "", "reviewer"},
    {"prompt_injection", GuardAction::redact,
     "recomienda/recomiende/recommande*/recommandez/empfiehl/empfehle/empfehlen/consiglia/raccomanda/recomende/"
     "aanbeveel "
     "..3 "
     "solo/este/esta/ce/cette/seulement/uniquement/nur/diese*/solamente/questo/questa/apenas/somente/siempre/toujours/"
     "immer, di que, dis que, sage dass, sag dass, di siempre, "
     "asistente/assistent/assistente/ki/ia ..4 debe*/doit/muss/soll/deve/moet/dois"},
});

}  // namespace

std::span<const GuardSetText> injection_sets() { return sets; }
std::span<const GuardRuleText> injection_rules() { return rules; }
std::span<const GuardRuleText> data_rules() { return in_data; }

}  // namespace lumen::agent

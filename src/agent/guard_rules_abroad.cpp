// SPDX-License-Identifier: Apache-2.0
// The rules on medicines, sexual content and answers in Spanish, French, German and Portuguese: letters without
// accents, families of verbs and objects. Orders to a model stand with the other injection rules.

#include <array>

#include "agent/guard_rules.h"

namespace lumen::agent {
namespace {

constexpr auto sets = std::to_array<GuardSetText>({
    {"oral_abroad",
     "{oral_medicine}, isotretinoin*, doxiciclin*, doxycyclin*, minociclin*, minocyclin*, tetraciclin*, tetracyclin*, "
     "antibiotic*, antibiotique*, antibiotik*, cortison*, kortison*, corticoide*, corticoid*, espironolacton*, "
     "spironolacton*, prednison*, prednisolon*, roacutan*, ivermectin*, amoxicilin*, amoxicillin*, azitromicin*, "
     "azithromycin*, metotrexat*, methotrexat*, ciclosporin*, fluconazol*, penicilin*, eritromicin*, erythromycin*, "
     "ibuprofen*, finasterid*"},
    {"medicine_abroad",
     "{oral_abroad}, {skin_medicine}, tretinoin*, adapalen*, clindamicin*, clindamycin*, hidrocortison*, "
     "hydrocortison*, metronidazol*, hidroquinon*, clobetasol*, betametason*"},
    {"pills_abroad",
     "pastilla*, comprimido*, pildora*, tableta*, capsula*, comprime, comprimes, cachet, cachets, pilule*, gelule*, "
     "tablette, tabletten, pille, pillen, kapsel*, medicamento*, medicament*, medikament*, remedio, remedios, mg, "
     "miligramo*, milligramme*, miligrama*"},
    {"amount_abroad",
     "cuanto, cuanta, cuantos, cuantas, combien, wie viel, wieviel, wie viele, wieviele, quanto, quantos, quantas, que "
     "dosis/cantidad/dose, quelle dose/dosage/posologie, welche dosis/menge/dosierung, qual dose/dosagem/dosis, dosis, "
     "dosierung, posologie, posologia, dosagem, quelle est ..2 dose, cual es ..2 dosis, qual e ..2 dose, "
     "wie oft, wie lange"},
    {"swallow_abroad",
     "tomar, tomarme, dejar, empezar, duplicar, doblar, aumentar, prendre, arreter, commencer, doubler, augmenter, "
     "nehmen, einnehmen, schlucken, absetzen, verdoppeln, parar, dobrar, comecar, subir"},
    {"give_abroad",
     "dame, deme, consigueme, recomiendame, mandame, recetame, receteme, recetar*, receitar*, receita me, receite, "
     "prescreve*, donne moi, donnez moi, prescris*, prescriv*, gib mir, gebt mir, verschreib*, besorg*, verkauf*, me "
     "de, "
     "me da, necesito, quiero, besoin, je veux/voudrais, ich brauche/will/mochte, brauche, preciso, quero, "
     "comprar, conseguir, acheter, obtenir, kaufen, bestellen, arranjar, pedir, commander"},
    {"may_abroad",
     "puedo, podria, debo, deberia, tengo que, hay que, puis je, peux je, je peux, dois je, je dois, est ce que je, "
     "faut il, kann ich, soll ich, darf ich, muss ich, sollte ich, posso, devo, tenho de/que, deveria"},
    {"without_abroad", "sin receta*, sans ordonnance*, ohne rezept*, rezeptfrei, sem receita*"},
    {"while_abroad",
     "tomo/tomando/uso/usando ..3 {medicine_abroad}, prends/utilise ..3 {medicine_abroad}, nehme/benutze ..3 "
     "{medicine_abroad}, medico/medica/dermatolog*/medecin/arzt/arztin ..6 {medicine_abroad}"},
    {"sexual_abroad",
     "erotic*, erotiq*, erotis*, porno*, sexual, sexuales, sexuais, sexuel*, sexuell*, sexo, sexe, sex, "
     "desnud*, nackt*, nus, caliente*, picante*, coquin*, cochon*, versaut*, schmutzig*, unanstandig*, safad*, obsc*, "
     "sensual*, intim*, sinnlich*, explicit*, explizit*, subido de tono, olgeil"},
    {"story_abroad",
     "historia*, relato*, cuento*, escena*, texto*, fantasia*, histoire*, recit*, scene*, texte*, nouvelle*, "
     "geschichte*, szene*, text, texte, erzahlung*, fantasie*, conto*, cena, cenas"},

    {"illness_abroad",
     "{named_illness}, rosace*, rosazea, eccema, eczema*, ekzem*, psoriasis, psoriase, schuppenflechte, "
     "neurodermitis, melanom*, hautkrebs, krebs, cancer, cancro, carcinom*, karzinom*, dermatit*, melasma, "
     "infeccion*, infection*, infektion*, infeccao, infeccoes, hongo*, mycose*, pilz*, micose*, herpes, zona, "
     "gurtelrose, impetigo*, urticaria, urticaire, nesselsucht, vitiligo, sarna, gale, kratze, tina, teigne, lupus, "
     "foliculit*, folliculit*, akne inversa, acne quistic*, acne kystique, zystische akne, enfermedad*, maladie*, "
     "krankheit*, doenca*, allergie, alergia, warze*, verruga*, verrue*"},
    {"you_have_abroad",
     "tienes, usted tiene, ud tiene, padeces, padece, sufres, sufre, vous avez, tu as, vous souffrez, tu souffres, "
     "etes/es atteint*, sie haben, du hast, haben sie, hast du, sie leiden, du leidest, voce tem, voce sofre, tens, "
     "voce esta com, sofres"},
    {"it_is_abroad",
     "esto/eso es, se trata, es una, es un, es claramente, lo que ves/tienes/ve es, c est, il s agit, ce sont, das "
     "ist, "
     "dies ist, es ist, handelt es sich, es handelt sich, das sind, isto e, isso e, trata se, sao sinais, son signos "
     "de, "
     "signos de, signes de, signe d, anzeichen, zeigt/zeigen, muestra, montre, mostra, confirma, confirme, bestatigt"},
    {"not_abroad",
     "no, nunca, ni, sin, ne, n, pas, jamais, sans, nicht, kein, keine, keinen, nie, ohne, nao, sem, nem, antes de, "
     "avant, bevor, puede, podria, peut, pourrait, konnte, kann, pode, poderia, si, ob, wenn, falls, se, caso, "
     "decir, "
     "medico, medica, medecin, arzt, arztin, dermatolog*"},
    {"negated_abroad",
     "no, nunca, ningun*, ni, ne, n, pas, jamais, aucun*, nicht, kein, keine, keinen, nie, niemals, nao, nem, nenhum*, "
     "antes de, avant, bevor, promete*, verspricht"},
    {"stop_abroad",
     "deja, deje, dejar, dejes, suspende, suspenda, suspender, abandona, abandone, interrumpe, arrete, arretez, "
     "arreter, "
     "cesse, cessez, stoppe, stoppez, abandonnez, interrompez, setz, setze, setzen, absetzen, beende, beenden, stopp*, "
     "hor auf, horen sie auf, pare, para de, parar, deixe, deixa, interrompa, tira, tire"},
    {"treatment_abroad",
     "medicacion, medicina, medicinas, medicamento*, medicament*, medikament*, medikation, tratamiento*, traitement*, "
     "behandlung*, tratamento*, pastilla*, comprim*, tabletten, pillen, antibiotic*, antibiotique*, antibiotik*, "
     "remedio*, {oral_abroad}"},
    {"gone_abroad",
     "desaparece*, desaparecer*, disparaitr*, disparait, disparaissent, verschwinde*, verschwunden, sumir*, "
     "elimina*, elimine*, beseitigt, adios, weg sein"},
    {"soon_abroad",
     "para siempre, pour toujours, definitiv*, fur immer, endgultig, dauerhaft, para sempre, en #/una/dos/tres/une/"
     "deux/trois dias/semana*/semaine*/jours, in #/einer/zwei/drei tag*/woche*, em #/uma/duas/tres dias/semana*, "
     "de un dia para otro, uber nacht, por completo, completamente, totalement, vollstandig"},
});

constexpr auto in_messages = std::to_array<GuardRuleText>({
    {"input.prescription_dose", GuardAction::block,
     "{amount_abroad} ..8 {medicine_abroad}, {medicine_abroad} ..8 {amount_abroad}, {amount_abroad} ..2 "
     "{pills_abroad}, {may_abroad} ..3 {swallow_abroad} ..6 {oral_abroad}/{pills_abroad}, {may_abroad} ..8 "
     "{oral_abroad}/{pills_abroad} ..4 {swallow_abroad}, {give_abroad} ..6 {medicine_abroad}, {give_abroad} ..4 "
     "pastilla*/comprimidos/comprimes/tabletten/receta/ordonnance/rezept/receita, {medicine_abroad} ..6 {give_abroad}, "
     "{medicine_abroad} ..6 {without_abroad}, {without_abroad} ..8 {medicine_abroad}, {oral_abroad} ..3 # mg ..6 o/ou/"
     "oder ..3 #, # ..1 mg? o/ou/oder ..2 # ..1 mg ..6 {medicine_abroad}",
     "while_abroad"},
    {"input.sexual_content", GuardAction::block,
     "{story_abroad} ..3 {sexual_abroad}, {sexual_abroad} ..2 {story_abroad}, erotiq*, erotisch*, sexgeschicht*, "
     "hacer el amor, faire l amour, fazer amor, ficken, follar, foder, transar contigo/comigo, porno, pornos, sexting, "
     "fotos desnud*, nacktfoto*, nacktbild*, photo* nue*, "
     "escrib*/cuent*/ecri*/racont*/schreib*/erzahl*/escrev*/conta* ..6 sex/sexo/sexe/sexuel*/sexuell*/sexual*/desnud*/"
     "nackt*"},
});

constexpr auto in_answers = std::to_array<GuardRuleText>({
    {"output.diagnosis", GuardAction::redact,
     "{you_have_abroad} ..5 {illness_abroad}, {it_is_abroad} ..5 {illness_abroad}, diagnostico/diagnostic/diagnose ..3 "
     "es/est/ist/lautet/e ..4 {illness_abroad}, tu/su/ihre/deine/votre/ton/ta/sua piel/haut/peau/pele tiene/hat/a/tem "
     "..4 {illness_abroad}",
     "", "", "not_abroad"},
    {"output.diagnosis", GuardAction::redact, "^ si {you_have_abroad} ..4 {illness_abroad} $"},
    {"output.medical_claim", GuardAction::redact,
     "cura, curara, curaran, curan, curarte, curar, guerit, guerira, guerissent, guerir, heilt, heilen, geheilt, "
     "heilung, curado, curada, "
     "{stop_abroad} ..5 {treatment_abroad}, {treatment_abroad} ..4 {stop_abroad}, {treatment_abroad} ..3 weglassen/"
     "absetzen/nicht_mehr, nimm/nehmen ..4 {treatment_abroad} ..2 nicht_mehr/nicht_langer, "
     "ya no necesitas/necesita ..4 medic*/{treatment_abroad}, plus besoin ..4 {treatment_abroad}/medecin*, "
     "brauchst/brauchen ..3 keine/keinen ..3 {treatment_abroad}/arzt, ja nao precisa ..4 {treatment_abroad}/medico, "
     "nao "
     "precisa ..4 medico/{treatment_abroad}, no necesitas ..4 medico/{treatment_abroad}, pas besoin ..4 "
     "{treatment_abroad}/medecin*",
     "", "", "negated_abroad"},
    {"output.promise", GuardAction::redact,
     "garantiz*, garanti, garantie, garantis, garantit, garantiert, garantieren, garantido, garante, milagros*, "
     "miraculeu*, wundermittel, {gone_abroad} ..6 {soon_abroad}, {soon_abroad} ..6 {gone_abroad}, sin efectos "
     "secundarios, sans effets secondaires, ohne nebenwirkungen, sem efeitos secundarios/colaterais, # percent "
     "eficaz/efficace/wirksam/seguro/sicher",
     "", "", "negated_abroad"},
});

}  // namespace

std::span<const GuardSetText> abroad_sets() { return sets; }
std::span<const GuardRuleText> abroad_topic_rules() { return in_messages; }
std::span<const GuardRuleText> abroad_answer_rules() { return in_answers; }

}  // namespace lumen::agent

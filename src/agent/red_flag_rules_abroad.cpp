// SPDX-License-Identifier: Apache-2.0
// The urgent signs that are told most in Spanish, French, German and Portuguese; letters without accents.

#include "agent/red_flag_rules.h"

namespace lumen::agent {
namespace {

RedFlagGroup any_of(std::vector<std::string_view> phrases) { return {std::move(phrases), WordText::Negated::counts}; }
RedFlagGroup sign(std::vector<std::string_view> phrases) {
  return {std::move(phrases), WordText::Negated::does_not_count};
}

const std::vector<std::string_view> single_spots = {"lunar",
                                                    "lunares",
                                                    "grain de beaute",
                                                    "grains de beaute",
                                                    "muttermal*",
                                                    "leberfleck*",
                                                    "uma/minha/esta/essa pinta",
                                                    "sinal",
                                                    "sinais",
                                                    "mancha",
                                                    "tache",
                                                    "fleck",
                                                    "pigmentfleck"};

const std::vector<std::string_view> sores = {
    "herida*", "llaga*",  "ulcera*", "costra*", "grano",     "plaie*", "blessure*", "bouton",     "croute*",
    "ulcere*", "wunde*",  "stelle",  "kruste*", "geschwur*", "pickel", "ferida*",   "crosta*",    "lesao",
    "lesion*", "espinha", "lunar",   "mancha",  "tache",     "fleck",  "muttermal", "leberfleck", "sinal"};

const std::vector<std::string_view> shaving_abroad = {"afeit*",  "rasoir", "rasage",  "rasant", "rase",
                                                      "rasier*", "rasur",  "barbear", "lamina", "lunar new/glow/phase"};

}  // namespace

const std::vector<RedFlagRule>& red_flag_rules_abroad() {
  static const std::vector<RedFlagRule> table = {
      {"red_flag.changing_spot",
       see_soon_about_a_spot,
       14,
       {any_of(single_spots),
        sign({"cambi*",      "crec*",          "creciendo",   "mas grande", "oscurec*",    "mas oscur*",
              "agrand*",     "chang*",         "grandi*",     "grossi*",    "plus gros*",  "plus grand*",
              "fonce*",      "plus fonce*",    "plus sombre", "verander*",  "verfarb*",    "gewachsen",
              "wachst",      "grosser",        "dunkler",     "gro er",     "mudou",       "mudand*",
              "muda",        "cresc*",         "maior",       "aument*",    "escur*",      "irregular*",
              "irregulier*", "unregelmassig*", "asimetric*",  "asymetri*",  "assimetric*", "asymmetrisch*"})},
       {"lunar new/glow/phase/calendar/eclipse", "grain of"}},
      {"red_flag.bleeding",
       see_soon_about_a_spot,
       14,
       {any_of(sores), sign({"sangr*", "saign*", "blutet*", "blutig*", "blutend*", "geblutet"})},
       shaving_abroad},
      {"red_flag.bleeding",
       see_soon_about_a_spot,
       14,
       {any_of({"grain de beaute", "grains de beaute", "lunares", "muttermale", "sinais", "pinta"}),
        sign({"sangr*", "saign*", "blutet*", "bluten", "geblutet"})},
       shaving_abroad},
      {"red_flag.not_healing",
       see_soon_about_a_spot,
       12,
       {any_of(sores),
        any_of({"cura",       "curan",     "curar",      "curado",     "sana",        "sanar",      "cierra",
                "cerrar",     "cicatriza", "cicatrizan", "cicatrizar", "cicatrizado", "cicatrizou", "guerit",
                "guerissent", "guerir",    "gueri",      "cicatrise*", "referme*",    "ferme",      "heilt",
                "heilen",     "abheilt",   "abheilen",   "verheilt",   "verheilen",   "sara",       "sarar",
                "sarou",      "fecha",     "fechar"}),
        any_of({"no", "sin", "nunca", "ne", "pas", "jamais", "nicht", "nie", "kaum", "nao", "sem"})}},
      {"red_flag.pregnancy_retinoid",
       ask_before_actives,
       60,
       {sign({"embaraz*", "enceinte*", "grossesse", "schwanger*", "stille", "stillen", "stillzeit", "gravid*",
              "amament*", "allait*", "jallait*", "lactancia", "lactando", "dando el pecho", "dando pecho",
              "attends un bebe", "espero un bebe", "espero bebe", "erwarte ein kind/baby"}),
        any_of({"retino*", "retina*", "adapalen*", "ladapalen*", "lisotretinoin*", "tretinoin*", "isotretinoin*",
                "tazaroten*", "trifaroten*", "differin*", "epiduo", "roacutan*", "roaccutan*",
                "vitamin/vitamina/vitamine a"})},
       {"pas enceinte", "nicht schwanger", "nicht mehr schwanger"}},
  };
  return table;
}

}  // namespace lumen::agent

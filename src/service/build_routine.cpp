// SPDX-License-Identifier: Apache-2.0
#include "service/build_routine.h"

#include <algorithm>
#include <array>
#include <utility>

#include "catalog/product_facts.h"
#include "service/person_findings.h"

namespace lumen::service {
namespace {

using catalog::Group;
using catalog::ProductFacts;
using catalog::Role;

constexpr int candidates_per_step = 30;

enum class Time : std::uint8_t { morning, evening, weekly };

struct Slot {
  Time time = Time::morning;
  Role role = Role::cleanser;
  bool again = false;  // the same product as in the morning, when it may be there
};

constexpr std::array<Slot, 10> slots = {{
    {Time::morning, Role::cleanser, false},
    {Time::morning, Role::treatment, false},
    {Time::morning, Role::eye_care, false},
    {Time::morning, Role::moisturizer, false},
    {Time::morning, Role::sun_protection, false},
    {Time::evening, Role::cleanser, true},
    {Time::evening, Role::treatment, false},
    {Time::evening, Role::eye_care, true},
    {Time::evening, Role::moisturizer, true},
    {Time::weekly, Role::exfoliator, false},
}};

std::string_view how_to_use(Role role) {
  switch (role) {
    case Role::cleanser: return "Massage onto damp skin, rinse with lukewarm water and pat dry.";
    case Role::treatment: return "A thin layer on clean, dry skin.";
    case Role::eye_care: return "Tap a little around the eye with the ring finger, not onto the lid.";
    case Role::moisturizer: return "After the treatment, over the whole face.";
    case Role::sun_protection: return "The last step, generously; again every two hours outdoors.";
    case Role::exfoliator:
    case Role::mask: return "Once a week, in the evening, instead of the treatment; stop when the skin gets sore.";
    case Role::toner:
    case Role::body:
    case Role::other: break;
  }
  return "As its package says.";
}

bool is_for_eyes(Label label) { return label == Label::dark_circles || label == Label::eye_bags; }

// One product that was chosen, with what decides about its neighbours.
struct Chosen {
  Time time = Time::morning;
  std::string name;
  ProductId id;
  ProductFacts facts;
};

class Planner {
 public:
  explicit Planner(const PersonFindings& person) : person_(person) { routine_.condition = person.condition; }

  // The concern that a step serves; nothing when the step is not needed.
  std::optional<Label> label_for(Role role) const {
    if (role == Role::sun_protection) return Label::healthy;
    const auto eyes = std::find_if(person_.findings.begin(), person_.findings.end(),
                                   [](const Finding& finding) { return is_for_eyes(finding.label); });
    if (role == Role::eye_care) return eyes == person_.findings.end() ? std::nullopt : std::optional(eyes->label);
    for (const Finding& finding : person_.findings) {
      if (!is_for_eyes(finding.label)) return finding.label;
    }
    return Label::healthy;
  }

  void choose(const Slot& slot, std::vector<catalog::ScoredProduct> candidates) {
    if (slot.again && repeat(slot)) return;
    for (catalog::ScoredProduct& one : candidates) {
      if (one.fit == catalog::FitLevel::filler && slot.role == Role::treatment) break;
      const ProductFacts facts =
          catalog::read_facts(one.product, catalog::role_of(one.product.name, one.product.category));
      if (!may_stand(slot, one.product, facts)) continue;
      chosen_.push_back({slot.time, one.product.name, one.product.id, facts});
      add_step(slot, with_reasons(std::move(one.product), person_.labels()));
      return;
    }
    routine_.left_out.push_back(std::string(catalog::role_phrase(slot.role)) +
                                (slot.time == Time::morning   ? " in the morning"
                                 : slot.time == Time::evening ? " in the evening"
                                                              : " once a week"));
  }

  Routine finish() {
    if (auto citation = citation_of("aad_order")) routine_.citations.push_back(std::move(*citation));
    if (!routine_.weekly.empty()) {
      if (auto citation = citation_of("exfoliate_weekly")) routine_.citations.push_back(std::move(*citation));
    }
    routine_.explanation = "Cleanse, treat, moisturise, and protect from the sun by day. Start with one new product at "
                           "a time, a week apart. This is not medical advice.";
    return std::move(routine_);
  }

 private:
  // Morning and evening are one day; the weekly step takes the place of the evening's treatment.
  static bool meets(Time one, Time other, catalog::Apart apart) {
    if (apart == catalog::Apart::days) return true;
    return one == other || (one == Time::weekly && other == Time::evening) ||
           (one == Time::evening && other == Time::weekly);
  }

  bool may_stand(const Slot& slot, const Product& product, const ProductFacts& facts) {
    if (slot.time == Time::morning && (facts.has(Group::retinoid) || facts.acts(Group::aha))) return false;
    const bool taken = std::any_of(chosen_.begin(), chosen_.end(),
                                   [&](const Chosen& other) { return other.id == product.id; });
    return !taken && goes_with_the_others(slot.time, product.id, product.name, facts);
  }

  // Notes the rule that it would break.
  bool goes_with_the_others(Time time, const ProductId& id, const std::string& name, const ProductFacts& facts) {
    bool goes = true;
    for (const Chosen& other : chosen_) {
      if (other.id == id) continue;
      for (const catalog::ConflictRule* rule : catalog::conflicts_between(facts, other.facts)) {
        if (!meets(time, other.time, rule->apart)) continue;
        goes = false;
        const bool told_before = std::any_of(routine_.avoided.begin(), routine_.avoided.end(),
                                             [&](const AvoidedConflict& one) { return one.rule == rule; });
        if (!told_before) routine_.avoided.push_back({name, other.name, rule});
      }
    }
    return goes;
  }

  // The morning's product of this kind, once more, unless it does not go with the evening's others.
  bool repeat(const Slot& slot) {
    for (const RoutineStep& step : routine_.morning) {
      if (step.kind != slot.role) continue;
      const ProductId& id = step.product.product.id;
      const auto before = std::find_if(chosen_.begin(), chosen_.end(), [&](const Chosen& one) { return one.id == id; });
      Chosen again = *before;
      again.time = slot.time;
      if (!goes_with_the_others(slot.time, again.id, again.name, again.facts)) return false;
      routine_.evening.push_back(step);
      chosen_.push_back(std::move(again));
      return true;
    }
    return false;
  }

  void add_step(const Slot& slot, ReasonedProduct product) {
    std::string why;
    for (const Serves& one : product.serves) {
      const auto finding = std::find_if(person_.findings.begin(), person_.findings.end(),
                                        [&](const Finding& other) { return other.label == one.label; });
      if (finding == person_.findings.end()) continue;
      why += (why.empty() ? "For " : "; for ") + told(*finding) + ": " + one.ingredient + " to " + one.reason;
    }
    if (!why.empty()) product.product.why = why + ".";
    std::vector<RoutineStep>& steps = slot.time == Time::morning   ? routine_.morning
                                      : slot.time == Time::evening ? routine_.evening
                                                                   : routine_.weekly;
    steps.push_back({slot.role, std::move(product), std::string(how_to_use(slot.role))});
  }

  const PersonFindings& person_;
  Routine routine_;
  std::vector<Chosen> chosen_;
};

}  // namespace

Task<Result<Routine>> BuildRoutine::run(UserId owner, AnalysisId id, catalog::SearchFilters filters,
                                        Deadline deadline) {
  auto person = co_await read_findings(analyses_, std::move(owner), std::move(id), deadline);
  if (!person) co_return fail(person.error());
  if (person->urgent) {
    Routine none;
    none.condition = person->condition;
    none.urgent = true;
    none.explanation = "No routine is suggested here. " + person->referral;
    co_return none;
  }
  Planner planner(*person);
  for (const Slot& slot : slots) {
    const std::optional<Label> label = planner.label_for(slot.role);
    if (!label) continue;
    catalog::SearchFilters wanted = filters;
    wanted.role = slot.role;
    auto found = co_await search_.by_condition(*label, candidates_per_step, std::move(wanted), deadline);
    if (!found) co_return fail(found.error());
    planner.choose(slot, std::move(*found));
  }
  co_return planner.finish();
}

}  // namespace lumen::service

// SPDX-License-Identifier: Apache-2.0
#include "eval/search_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "eval/query_constraints.h"
#include "eval/search_figures.h"
#include "eval/statistics.h"

namespace lumen::eval {
namespace {

constexpr std::size_t worst_shown = 20;

bool constrained(const JudgedQuery& query) {
  const Constraints& asked = query.constraints;
  return !asked.exclude_ingredients.empty() || asked.fragrance_free || asked.vegan || asked.pregnancy_safe ||
         asked.price_usd_max || !asked.category.empty() || !asked.brand.empty() || !asked.skin_type.empty();
}

std::vector<double> ndcg_of(const std::vector<AskedQuery>& asked, bool only_constrained) {
  std::vector<double> values;
  for (const AskedQuery& one : asked) {
    if (!only_constrained || constrained(*one.judged)) values.push_back(one.ndcg);
  }
  return values;
}

std::vector<Cell> ndcg_row(std::string what, const std::vector<double>& values) {
  const MeanInterval interval = bootstrap_mean(values);
  const Mark mark = interval.mean >= ndcg_goal ? Mark::met : Mark::missed;
  return {std::move(what),        Cell(interval.mean, 3, mark),   Cell(interval.low, 3),
          Cell(interval.high, 3), Cell(quantile(values, 0.1), 3), int(values.size())};
}

Table totals(const std::vector<AskedQuery>& asked, int violations) {
  Table table{"totals",
              "Totals",
              fmt::format("nDCG@10 with exponential gain; 95 % interval by bootstrap; goal {:.2f}, violations {:.0f}.",
                          ndcg_goal, violations_goal),
              {"figure", "value", "low", "high", "worst tenth", "queries"},
              {}};
  table.rows.push_back(ndcg_row("nDCG@10, all", ndcg_of(asked, false)));
  table.rows.push_back(ndcg_row("nDCG@10, with a constraint", ndcg_of(asked, true)));
  const Mark mark = violations <= violations_goal ? Mark::met : Mark::missed;
  const auto queries = std::count_if(asked.begin(), asked.end(), [](const auto& one) { return !one.broken.empty(); });
  table.rows.push_back({"violations in the first ten", Cell(double(violations), 0, mark), "", "", "", int(queries)});
  return table;
}

// "3321000000": the grades of the first ten, best place first.
std::string grades_of(const AskedQuery& asked) {
  std::string text;
  for (const std::string& id : asked.answered) {
    const auto judged = asked.judged->grades.find(id);
    text += std::to_string(judged == asked.judged->grades.end() ? 0 : judged->second);
  }
  return text;
}

Table worst(const std::vector<AskedQuery>& asked) {
  std::vector<const AskedQuery*> order;
  for (const AskedQuery& one : asked) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->ndcg < b->ndcg; });
  order.resize(std::min(order.size(), worst_shown));
  Table table{
      "worst", "The worst queries", "Grades of the first ten, best place first.", {"query", "nDCG@10", "grades"}, {}};
  for (const AskedQuery* one : order) {
    table.rows.push_back({one->judged->query, Cell(one->ndcg, 3), grades_of(*one)});
  }
  return table;
}

Table violations_of(const std::vector<AskedQuery>& asked) {
  Table table{"violations", "Violations", "", {"query", "product and what it breaks"}, {}};
  for (const AskedQuery& one : asked) {
    for (const std::string& broken : one.broken) table.rows.push_back({one.judged->query, broken});
  }
  return table;
}

}  // namespace

Result<std::vector<AskedQuery>> ask_all(SampleSearch& search, const std::vector<JudgedQuery>& queries) {
  std::vector<AskedQuery> asked;
  for (const JudgedQuery& judged : queries) {
    auto products = search.ask(judged.query, int(ranks_judged));
    if (!products) return fail(std::move(products.error()));
    AskedQuery one;
    one.judged = &judged;
    for (const Product& product : *products) {
      one.answered.push_back(product.id.text());
      const std::string broken = broken_constraint(product, judged.constraints);
      if (!broken.empty()) one.broken.push_back(product.name + " — " + broken);
    }
    one.ndcg = ndcg_at_10(one.answered, judged);
    asked.push_back(std::move(one));
  }
  return asked;
}

Chapter report_search(const std::vector<AskedQuery>& asked, const std::string& name, const std::string& title) {
  int violations = 0;
  for (const AskedQuery& one : asked) violations += int(one.broken.size());
  Chapter chapter;
  const double all = mean(ndcg_of(asked, false));
  const double hard = mean(ndcg_of(asked, true));
  chapter.figures.push_back({name + ".ndcg10", all, hard, ndcg_goal, Better::higher, int(asked.size())});
  chapter.figures.push_back({name + ".violations", double(violations), double(violations), violations_goal,
                             Better::lower, int(asked.size())});
  for (Table table : {totals(asked, violations), worst(asked), violations_of(asked)}) {
    if (table.rows.empty()) continue;
    table.name = name + "_" + table.name;
    table.title = title + ": " + table.title;
    chapter.tables.push_back(std::move(table));
  }
  return chapter;
}

Result<Chapter> evaluate_search(const std::filesystem::path& folder) {
  auto search = SampleSearch::open();
  if (!search) return fail(std::move(search.error()));
  struct Set {
    const char* file;
    const char* name;
    const char* title;
  };
  Chapter chapter;
  for (const Set& set : {Set{"queries.json", "search", "Product search"},
                         Set{"queries_second.json", "search_second", "Product search, second set"}}) {
    auto queries = read_judged_queries(folder / set.file);
    const bool absent = !queries && queries.error().kind == ErrorKind::not_found;
    if (absent && set.file != std::string_view("queries.json")) continue;
    if (!queries) return fail(std::move(queries.error()));
    const auto asked = ask_all(**search, *queries);
    if (!asked) return fail(asked.error());
    Chapter part = report_search(*asked, set.name, set.title);
    std::move(part.figures.begin(), part.figures.end(), std::back_inserter(chapter.figures));
    std::move(part.tables.begin(), part.tables.end(), std::back_inserter(chapter.tables));
  }
  return chapter;
}

}  // namespace lumen::eval

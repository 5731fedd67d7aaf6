// SPDX-License-Identifier: Apache-2.0
#include "telemetry/prometheus_metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

namespace lumen::telemetry {
namespace {

// A reading of the text format, line by line: every line must be a comment or a sample, a name's comments
// come once and before its samples, and no series comes twice.
struct Scrape {
  std::map<std::string, std::string> types;
  std::map<std::string, std::string> helps;
  std::map<std::string, double> samples;  // "name{labels}" → value
  std::vector<std::string> order;
};

std::string family_of(const Scrape& scrape, const std::string& sample_name) {
  for (const std::string suffix : {"_bucket", "_sum", "_count"}) {
    if (!sample_name.ends_with(suffix)) continue;
    const std::string base = sample_name.substr(0, sample_name.size() - suffix.size());
    const auto type = scrape.types.find(base);
    if (type != scrape.types.end() && type->second == "histogram") return base;
  }
  return sample_name;
}

void read_comment(Scrape& scrape, const std::string& line) {
  static const std::regex comment(R"(# (HELP|TYPE) ([a-zA-Z_][a-zA-Z0-9_]*) (.*))");
  std::smatch part;
  ASSERT_TRUE(std::regex_match(line, part, comment)) << line;
  auto& seen = part[1] == "HELP" ? scrape.helps : scrape.types;
  EXPECT_TRUE(seen.emplace(part[2], part[3]).second) << line;
}

void read_sample(Scrape& scrape, const std::string& line) {
  static const std::regex sample(
      R"(([a-zA-Z_][a-zA-Z0-9_]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\["\\n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\["\\n])*")*\})? ([^ ]+))");
  std::smatch part;
  ASSERT_TRUE(std::regex_match(line, part, sample)) << line;
  const std::string family = family_of(scrape, part[1]);
  EXPECT_TRUE(scrape.types.contains(family)) << line;
  EXPECT_TRUE(scrape.helps.contains(family)) << line;
  const std::string series = part[1].str() + part[2].str();
  EXPECT_TRUE(scrape.samples.emplace(series, std::stod(part[6])).second) << line;
  scrape.order.push_back(series);
}

Scrape scrape(const PrometheusMetrics& metrics) {
  Scrape read;
  const std::string text = metrics.render();
  EXPECT_TRUE(text.ends_with('\n'));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#'))
      read_comment(read, line);
    else
      read_sample(read, line);
  }
  return read;
}

TEST(PrometheusMetrics, CountersAndGaugesAreRendered) {
  PrometheusMetrics metrics;
  Counter& requests = metrics.counter("lumen_requests_total", "Requests.", {{"route", "/a"}, {"method", "GET"}});
  requests.increment();
  requests.add(1.5);
  Gauge& held = metrics.gauge("lumen_held", "Held.");
  held.set(5);
  held.add(-2);
  const Scrape read = scrape(metrics);
  EXPECT_EQ(read.samples.at(R"(lumen_requests_total{method="GET",route="/a"})"), 2.5);
  EXPECT_EQ(read.samples.at("lumen_held"), 3);
  EXPECT_EQ(read.types.at("lumen_requests_total"), "counter");
  EXPECT_EQ(read.types.at("lumen_held"), "gauge");
  EXPECT_EQ(read.helps.at("lumen_held"), "Held.");
}

TEST(PrometheusMetrics, ACounterNeverFalls) {
  PrometheusMetrics metrics;
  Counter& counter = metrics.counter("lumen_x_total", "X.");
  counter.add(2);
  counter.add(-1);
  counter.add(std::nan(""));
  EXPECT_EQ(scrape(metrics).samples.at("lumen_x_total"), 2);
}

TEST(PrometheusMetrics, TheSameNameAndLabelsAreOneSeries) {
  PrometheusMetrics metrics;
  Counter& one = metrics.counter("lumen_x_total", "X.", {{"a", "1"}, {"b", "2"}});
  Counter& same = metrics.counter("lumen_x_total", "X.", {{"b", "2"}, {"a", "1"}});
  Counter& other = metrics.counter("lumen_x_total", "X.", {{"a", "2"}, {"b", "2"}});
  EXPECT_EQ(&one, &same);
  EXPECT_NE(&one, &other);
}

TEST(PrometheusMetrics, HistogramBucketsAreCumulativeAndIncludeTheirBound) {
  PrometheusMetrics metrics;
  Histogram& took = metrics.histogram("lumen_took_seconds", "Took.", {{"stage", "x"}});
  took.observe(0.0001);
  took.observe(0.001);
  took.observe(0.0011);
  took.observe(100);
  const Scrape read = scrape(metrics);
  const auto bucket = [&](const std::string& bound) {
    return read.samples.at("lumen_took_seconds_bucket{stage=\"x\",le=\"" + bound + "\"}");
  };
  EXPECT_EQ(bucket("0.0001"), 1);
  EXPECT_EQ(bucket("0.0005"), 1);
  EXPECT_EQ(bucket("0.001"), 2);
  EXPECT_EQ(bucket("0.0025"), 3);
  EXPECT_EQ(bucket("60"), 3);
  EXPECT_EQ(bucket("+Inf"), 4);
  EXPECT_EQ(read.samples.at("lumen_took_seconds_count{stage=\"x\"}"), 4);
  EXPECT_DOUBLE_EQ(read.samples.at("lumen_took_seconds_sum{stage=\"x\"}"), 100.0022);
}

TEST(PrometheusMetrics, TextsAreEscaped) {
  PrometheusMetrics metrics;
  metrics.counter("lumen_x_total", "One \\ two\nthree.", {{"path", "a\"b\\c\nd"}}).increment();
  const std::string text = metrics.render();
  EXPECT_NE(text.find("# HELP lumen_x_total One \\\\ two\\nthree.\n"), std::string::npos);
  EXPECT_NE(text.find("lumen_x_total{path=\"a\\\"b\\\\c\\nd\"} 1\n"), std::string::npos);
  EXPECT_EQ(scrape(metrics).samples.count(R"(lumen_x_total{path="a\"b\\c\nd"})"), 1U);
}

TEST(PrometheusMetrics, ValuesThatAreNoPlainNumbersAreSpelt) {
  PrometheusMetrics metrics;
  metrics.gauge("lumen_nan", "N.").set(std::nan(""));
  metrics.gauge("lumen_inf", "I.").set(-HUGE_VAL);
  const std::string text = metrics.render();
  EXPECT_NE(text.find("lumen_nan NaN\n"), std::string::npos);
  EXPECT_NE(text.find("lumen_inf -Inf\n"), std::string::npos);
}

TEST(PrometheusMetrics, TheOrderIsStable) {
  PrometheusMetrics first;
  PrometheusMetrics second;
  for (const char* label : {"b", "a", "c"}) first.counter("lumen_y_total", "Y.", {{"l", label}});
  first.gauge("lumen_a", "A.");
  second.gauge("lumen_a", "A.");
  for (const char* label : {"c", "b", "a"}) second.counter("lumen_y_total", "Y.", {{"l", label}});
  EXPECT_EQ(first.render(), second.render());
  EXPECT_EQ(scrape(first).order.front(), "lumen_a");
}

TEST(PrometheusMetrics, LabelSetsOverTheLimitShareOneSeries) {
  PrometheusMetrics metrics(PrometheusOptions{.names_max = 10, .series_per_name_max = 3});
  for (int i = 0; i < 100; ++i) {
    metrics.counter("lumen_x_total", "X.", {{"user", std::to_string(i)}}).increment();
  }
  const Scrape read = scrape(metrics);
  EXPECT_EQ(read.samples.at(R"(lumen_x_total{user="2"})"), 1);
  EXPECT_FALSE(read.samples.contains(R"(lumen_x_total{user="3"})"));
  EXPECT_EQ(read.samples.at(R"(lumen_x_total{user="other"})"), 97);
  EXPECT_EQ(read.samples.at("lumen_telemetry_series_refused_total"), 97);
}

TEST(PrometheusMetrics, NamesOverTheLimitAreNotKept) {
  PrometheusMetrics metrics(PrometheusOptions{.names_max = 2, .series_per_name_max = 3});
  metrics.gauge("lumen_a", "A.").set(1);
  metrics.gauge("lumen_b", "B.").set(1);
  const Scrape read = scrape(metrics);
  EXPECT_TRUE(read.samples.contains("lumen_a"));
  EXPECT_FALSE(read.samples.contains("lumen_b"));
  EXPECT_EQ(read.samples.at("lumen_telemetry_series_refused_total"), 1);
}

TEST(PrometheusMetrics, ANameHasOneType) {
  PrometheusMetrics metrics;
  metrics.counter("lumen_x_total", "X.").increment();
  metrics.gauge("lumen_x_total", "X.").set(9);
  const Scrape read = scrape(metrics);
  EXPECT_EQ(read.samples.at("lumen_x_total"), 1);
  EXPECT_EQ(read.samples.at("lumen_telemetry_series_refused_total"), 1);
}

TEST(PrometheusMetrics, NamesAreMadeValid) {
  PrometheusMetrics metrics;
  metrics.gauge("9 lives-left", "G.", {{"la bel", "v"}}).set(1);
  EXPECT_EQ(scrape(metrics).samples.count("_9_lives_left{la_bel=\"v\"}"), 1U);
}

TEST(PrometheusMetrics, NothingIsLostUnderConcurrency) {
  PrometheusMetrics metrics;
  constexpr int threads = 4;
  constexpr int each = 5'000;
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t) {
    workers.emplace_back([&metrics] {
      Histogram& took = metrics.histogram("lumen_took_seconds", "Took.");
      for (int i = 0; i < each; ++i) {
        metrics.counter("lumen_x_total", "X.", {{"part", std::to_string(i % 8)}}).increment();
        metrics.gauge("lumen_g", "G.").add(1);
        took.observe(0.01);
        if (i % 1'000 == 0) scrape(metrics);
      }
    });
  }
  for (auto& worker : workers) worker.join();
  const Scrape read = scrape(metrics);
  EXPECT_EQ(read.samples.at("lumen_x_total{part=\"3\"}"), threads * each / 8);
  EXPECT_EQ(read.samples.at("lumen_g"), threads * each);
  EXPECT_EQ(read.samples.at("lumen_took_seconds_count"), threads * each);
  EXPECT_NEAR(read.samples.at("lumen_took_seconds_sum"), threads * each * 0.01, 1e-6);
}

}  // namespace
}  // namespace lumen::telemetry

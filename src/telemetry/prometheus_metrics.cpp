// SPDX-License-Identifier: Apache-2.0
#include "telemetry/prometheus_metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <iterator>
#include <utility>

namespace lumen::telemetry {
namespace {

// Seconds from 100 microseconds to a minute.
constexpr std::array<double, 18> bounds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                           0.1,    0.25,    0.5,    1,     2.5,    5,     10,   30,    60};

std::string format_value(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return fmt::format("{}", value);
}

std::string escape_help(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\\\";
    else if (c == '\n')
      out += "\\n";
    else
      out.push_back(c);
  }
  return out;
}

std::string escape_label(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"')
      out += "\\\"";
    else if (c == '\\')
      out += "\\\\";
    else if (c == '\n')
      out += "\\n";
    else
      out.push_back(c);
  }
  return out;
}

// Letters, digits and underscores, not beginning with a digit; anything else becomes an underscore.
std::string valid_name(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!letter && !(c >= '0' && c <= '9')) c = '_';
  }
  if (out.empty() || (out[0] >= '0' && out[0] <= '9')) out.insert(out.begin(), '_');
  return out;
}

// `a="1",b="2"`, sorted by name: the key of a series and its text in the rendering.
std::string label_text(MetricLabels labels) {
  std::sort(labels.begin(), labels.end());
  std::string out;
  for (const auto& [name, value] : labels) {
    if (!out.empty()) out.push_back(',');
    out += valid_name(name) + "=\"" + escape_label(value) + '"';
  }
  return out;
}

std::string in_braces(const std::string& labels) { return labels.empty() ? "" : "{" + labels + "}"; }

}  // namespace

struct PrometheusMetrics::Series {
  virtual ~Series() = default;
  virtual void render(std::string& out, const std::string& name, const std::string& labels) const = 0;
};

class PrometheusMetrics::CounterSeries final : public Series, public Counter {
 public:
  static constexpr std::string_view type = "counter";
  // A counter only grows: anything else is no amount.
  void add(double amount) override {
    if (amount > 0 && std::isfinite(amount)) value_.fetch_add(amount, std::memory_order_relaxed);
  }
  void render(std::string& out, const std::string& name, const std::string& labels) const override {
    out += name + in_braces(labels) + ' ' + format_value(value_.load(std::memory_order_relaxed)) + '\n';
  }

 private:
  std::atomic<double> value_{0};
};

class PrometheusMetrics::GaugeSeries final : public Series, public Gauge {
 public:
  static constexpr std::string_view type = "gauge";
  void set(double value) override { value_.store(value, std::memory_order_relaxed); }
  void add(double amount) override { value_.fetch_add(amount, std::memory_order_relaxed); }
  void render(std::string& out, const std::string& name, const std::string& labels) const override {
    out += name + in_braces(labels) + ' ' + format_value(value_.load(std::memory_order_relaxed)) + '\n';
  }

 private:
  std::atomic<double> value_{0};
};

class PrometheusMetrics::HistogramSeries final : public Series, public Histogram {
 public:
  static constexpr std::string_view type = "histogram";
  void observe(double value) override {
    if (std::isnan(value)) return;
    const auto bucket = std::lower_bound(bounds.begin(), bounds.end(), value) - bounds.begin();
    buckets_[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(value, std::memory_order_relaxed);
  }
  // The count is the sum of the buckets as read here, so that a rendering agrees with itself.
  void render(std::string& out, const std::string& name, const std::string& labels) const override {
    const std::string before = labels.empty() ? "" : labels + ",";
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
      count += buckets_[i].load(std::memory_order_relaxed);
      const std::string bound = i < bounds.size() ? format_value(bounds[i]) : "+Inf";
      fmt::format_to(std::back_inserter(out), "{}_bucket{{{}le=\"{}\"}} {}\n", name, before, bound, count);
    }
    const double sum = sum_.load(std::memory_order_relaxed);
    fmt::format_to(std::back_inserter(out), "{}_sum{} {}\n", name, in_braces(labels), format_value(sum));
    fmt::format_to(std::back_inserter(out), "{}_count{} {}\n", name, in_braces(labels), count);
  }

 private:
  std::array<std::atomic<std::uint64_t>, bounds.size() + 1> buckets_{};
  std::atomic<double> sum_{0};
};

struct PrometheusMetrics::Family {
  std::string_view type;
  std::string help;
  std::map<std::string, std::unique_ptr<Series>, std::less<>> series;
};

PrometheusMetrics::PrometheusMetrics(PrometheusOptions options) : options_(options) {
  refused_ = &counter("lumen_telemetry_series_refused_total", "Look-ups of a series over a limit or of a wrong type.");
}
PrometheusMetrics::~PrometheusMetrics() = default;

template <class T>
T& PrometheusMetrics::find_or_create(std::string_view name, std::string_view help, MetricLabels labels) {
  static T nowhere;
  const std::lock_guard lock(mutex_);
  const std::string key = valid_name(name);
  auto family = families_.find(key);
  if (family == families_.end() && families_.size() < options_.names_max) {
    family = families_.emplace(key, Family{T::type, std::string(help), {}}).first;
  }
  if (family == families_.end() || family->second.type != T::type) {
    if (refused_ != nullptr) refused_->increment();
    return nowhere;
  }
  auto& all = family->second.series;
  std::string text = label_text(labels);
  if (!all.contains(text) && all.size() >= options_.series_per_name_max) {
    refused_->increment();
    for (auto& [label, value] : labels) value = "other";
    text = label_text(std::move(labels));
  }
  auto& series = all[text];
  if (series == nullptr) series = std::make_unique<T>();
  return static_cast<T&>(*series);
}

Counter& PrometheusMetrics::counter(std::string_view name, std::string_view help, MetricLabels labels) {
  return find_or_create<CounterSeries>(name, help, std::move(labels));
}

Gauge& PrometheusMetrics::gauge(std::string_view name, std::string_view help, MetricLabels labels) {
  return find_or_create<GaugeSeries>(name, help, std::move(labels));
}

Histogram& PrometheusMetrics::histogram(std::string_view name, std::string_view help, MetricLabels labels) {
  return find_or_create<HistogramSeries>(name, help, std::move(labels));
}

std::string PrometheusMetrics::render() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  for (const auto& [name, family] : families_) {
    fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, escape_help(family.help), name,
                   family.type);
    for (const auto& [labels, series] : family.series) series->render(out, name, labels);
  }
  return out;
}

}  // namespace lumen::telemetry

// SPDX-License-Identifier: Apache-2.0
#pragma once
// A metrics sink for tests that keeps every value by name and labels: "name{label=value,…}".

#include <map>
#include <memory>
#include <string>

#include "base/metrics.h"

namespace lumen::agent {

class CountingMetrics final : public Metrics {
 public:
  Counter& counter(std::string_view name, std::string_view, MetricLabels labels) override {
    return series(name, labels).counter;
  }
  Gauge& gauge(std::string_view name, std::string_view, MetricLabels labels) override {
    return series(name, labels).gauge;
  }
  Histogram& histogram(std::string_view name, std::string_view, MetricLabels labels) override {
    return series(name, labels).histogram;
  }

  // Between two loops only: series that were handed out are gone.
  void clear() { series_.clear(); }

  // 0 for a series that does not exist. A histogram's value is its number of observations.
  double value(const std::string& key) const {
    const auto found = series_.find(key);
    return found == series_.end() ? 0 : found->second->value;
  }

 private:
  struct Series {
    struct Count final : Counter {
      double* value = nullptr;
      void add(double amount) override { *value += amount; }
    };
    struct Level final : Gauge {
      double* value = nullptr;
      void set(double amount) override { *value = amount; }
      void add(double amount) override { *value += amount; }
    };
    struct Observations final : Histogram {
      double* value = nullptr;
      void observe(double) override { *value += 1; }
    };
    Series() { counter.value = gauge.value = histogram.value = &value; }
    double value = 0;
    Count counter;
    Level gauge;
    Observations histogram;
  };

  Series& series(std::string_view name, const MetricLabels& labels) {
    std::string key(name);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      key += (i == 0 ? "{" : ",") + labels[i].first + "=" + labels[i].second;
    }
    if (!labels.empty()) key += "}";
    auto& slot = series_[key];
    if (!slot) slot = std::make_unique<Series>();
    return *slot;
  }

  std::map<std::string, std::unique_ptr<Series>> series_;
};

}  // namespace lumen::agent

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Metrics kept in memory and rendered in Prometheus' text format 0.0.4
// (https://prometheus.io/docs/instrumenting/exposition_formats/). Recording is lock-free; looking a series up
// and rendering take a lock. Thread-safe.
//
// Bounded: over `series_per_name_max` label sets of one name, further ones share one series whose labels all
// say "other"; a name that is used for two types, or is one too many, records into nowhere. Both are counted in
// lumen_telemetry_series_refused_total.

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/metrics.h"

namespace lumen::telemetry {

struct PrometheusOptions {
  std::size_t names_max = 500;
  std::size_t series_per_name_max = 200;
};

class PrometheusMetrics final : public Metrics {
 public:
  static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

  explicit PrometheusMetrics(PrometheusOptions options = {});
  ~PrometheusMetrics() override;

  Counter& counter(std::string_view name, std::string_view help, MetricLabels labels = {}) override;
  Gauge& gauge(std::string_view name, std::string_view help, MetricLabels labels = {}) override;
  Histogram& histogram(std::string_view name, std::string_view help, MetricLabels labels = {}) override;

  // All series, names and label sets in byte order.
  std::string render() const;

 private:
  struct Series;
  struct Family;
  class CounterSeries;
  class GaugeSeries;
  class HistogramSeries;

  template <class T>
  T& find_or_create(std::string_view name, std::string_view help, MetricLabels labels);

  PrometheusOptions options_;
  mutable std::mutex mutex_;
  std::map<std::string, Family, std::less<>> families_;
  Counter* refused_ = nullptr;
};

}  // namespace lumen::telemetry

// SPDX-License-Identifier: Apache-2.0
#include "base/metrics.h"

namespace lumen {
namespace {

class NullCounter final : public Counter {
  void add(double) override {}
};
class NullGauge final : public Gauge {
  void set(double) override {}
  void add(double) override {}
};
class NullHistogram final : public Histogram {
  void observe(double) override {}
};

class NullMetrics final : public Metrics {
 public:
  Counter& counter(std::string_view, std::string_view, MetricLabels) override { return counter_; }
  Gauge& gauge(std::string_view, std::string_view, MetricLabels) override { return gauge_; }
  Histogram& histogram(std::string_view, std::string_view, MetricLabels) override { return histogram_; }

 private:
  NullCounter counter_;
  NullGauge gauge_;
  NullHistogram histogram_;
};

}  // namespace

Metrics& null_metrics() {
  static NullMetrics metrics;
  return metrics;
}

}  // namespace lumen

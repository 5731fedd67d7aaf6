// SPDX-License-Identifier: Apache-2.0
#pragma once
// The sink every room writes its measurements to; telemetry/ implements it. A series is looked up once,
// at construction, and kept as a reference: recording is a few nanoseconds. Thread-safe.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lumen {

class Counter {
 public:
  virtual ~Counter() = default;
  virtual void add(double amount) = 0;
  void increment() { add(1); }
};

class Gauge {
 public:
  virtual ~Gauge() = default;
  virtual void set(double value) = 0;
  virtual void add(double amount) = 0;
};

// Fixed buckets suited to seconds from 100 microseconds to a minute.
class Histogram {
 public:
  virtual ~Histogram() = default;
  virtual void observe(double value) = 0;
};

// Labels come from a small fixed set (a route, a stage, an outcome), never from user input.
using MetricLabels = std::vector<std::pair<std::string, std::string>>;

class Metrics {
 public:
  virtual ~Metrics() = default;
  // `name` follows Prometheus: lumen_<what>_<unit>[_total]. `help` is one sentence. The same name and
  // labels give the same series; references live as long as the sink.
  virtual Counter& counter(std::string_view name, std::string_view help, MetricLabels labels = {}) = 0;
  virtual Gauge& gauge(std::string_view name, std::string_view help, MetricLabels labels = {}) = 0;
  virtual Histogram& histogram(std::string_view name, std::string_view help, MetricLabels labels = {}) = 0;
};

// Accepts everything and keeps nothing; for tests and commands without a server.
Metrics& null_metrics();

}  // namespace lumen

// SPDX-License-Identifier: Apache-2.0
#pragma once
// A classification with something in every field, for tests of the protocol.

#include "vision/skin_classifier.h"

namespace lumen::vision::test {

inline Classification sample_classification() {
  Classification sample;
  sample.prediction.condition = Label::dark_spots;
  sample.prediction.confidence = 0.8123456789;
  for (const Label label : all_labels) {
    Finding finding;
    finding.label = label;
    finding.score = 0.0625 * static_cast<double>(label) + 1.0 / 3.0 * 0.1;
    finding.extent = finding.score / 3;
    finding.severity = severity_from_extent(finding.extent);
    finding.measured = label != Label::wrinkles;
    finding.note = "Spots – \"measured\" \\ on cheeks";
    sample.prediction.findings.push_back(finding);
  }
  sample.prediction.findings[2].extent = 0.75;
  sample.prediction.findings[2].severity = Severity::severe;
  sample.prediction.measurements = {{"spot_count", 17, "count", "face"},
                                    {"redness_delta_a", -3.25e-7, "CIELAB a*", "cheeks"}};
  sample.prediction.notes = {"The photo is black and white, so colour was not judged.", ""};
  sample.prediction.engine = "lumen-skin/1";
  sample.timing_ms = {{"decode", 1.5}, {"measure", 12.25}};
  sample.model_outputs = {-3.25, 0.1, 12};
  return sample;
}

}  // namespace lumen::vision::test

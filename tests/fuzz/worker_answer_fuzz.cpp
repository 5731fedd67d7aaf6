// SPDX-License-Identifier: Apache-2.0
// Any packet from a worker: a classification whose every number and text is within its bounds, or an error.

#include <cmath>

#include "tests/fuzz/fuzz.h"
#include "vision/testing/sample_answer.h"
#include "vision/worker_answer.h"
#include "vision/worker_protocol.h"

using lumen::fuzz::require;
using namespace lumen::vision;

namespace {

void check(const lumen::Prediction& prediction) {
  require(prediction.findings.size() == lumen::label_count, "every label has a finding");
  for (const lumen::Finding& finding : prediction.findings) {
    require(finding.score >= 0 && finding.score <= 1, "a score is a fraction");
    require(finding.extent >= 0 && finding.extent <= 1, "an extent is a fraction");
    require(finding.note.size() <= 600, "a note is short");
  }
  for (const lumen::Measurement& one : prediction.measurements) require(std::isfinite(one.value), "a value is finite");
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  protocol::AnswerHeader header;
  const auto bytes = protocol::bytes_of(header);
  return {text_seed(write_classification(vision::test::sample_classification())),
          text_seed(write_rejection({"too_dark", "The photo is too dark.", "Face a window."})),
          text_seed(write_refusal(invalid("damaged_photo", "The photo is damaged.", "libjpeg"))),
          Bytes(bytes.begin(), bytes.end())};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = lumen::as_text({data, size});
  if (const auto answer = read_classification(text)) check(answer->prediction);
  if (const auto rejection = read_rejection(text)) require(rejection->reason.size() <= 600, "a reason is short");
  if (const auto refusal = read_refusal(text)) require(!refusal->code.empty(), "a refusal has a code");
  protocol::read_job({data, size});
  if (const auto message = protocol::read_message<protocol::AnswerHeader>({data, size})) {
    require(message->text.size() <= protocol::text_bytes_max, "a message's text has a limit");
  }
  return 0;
}

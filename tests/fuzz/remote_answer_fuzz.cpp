// SPDX-License-Identifier: Apache-2.0
// Any answer of a model elsewhere, in both dialects: scores and a prediction within their bounds, or an error that
// blames nobody's photo.

#include "tests/fuzz/fuzz.h"
#include "vision/remote_answer.h"

using lumen::fuzz::require;
using namespace lumen::vision;

namespace {

void check(const lumen::Result<RemoteScores>& scores, const LabelMap& labels) {
  if (!scores) {
    require(scores.error().kind == lumen::ErrorKind::unavailable, "a bad answer is nobody's fault here");
    return;
  }
  require(!scores->empty(), "there is a score");
  for (std::size_t i = 0; i < scores->size(); ++i) {
    const RemoteScore& one = (*scores)[i];
    require(one.score >= 0 && one.score <= 1, "a score is a fraction");
    require(!one.label.empty() && one.label.size() <= 128, "a label has a length");
    require(i == 0 || (*scores)[i - 1].score >= one.score, "the highest comes first");
  }
  const auto prediction = prediction_from(*scores, labels, "test");
  if (!prediction) return;
  require(prediction->findings.size() == lumen::label_count, "every label has a finding");
  for (const lumen::Finding& finding : prediction->findings) {
    require(finding.score >= 0 && finding.score <= prediction->confidence, "the condition has the highest score");
  }
  for (const std::string& note : prediction->notes) require(note.size() <= 600, "a note is short");
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  return {text_seed(R"([{"label":"acne","score":0.9},{"label":"LABEL_0","score":0.1}])"),
          text_seed(R"([[{"label":"dry skin","score":1}]])"),
          text_seed(R"({"top_prediction":"acne","confidence":0.9,"all_predictions":{"acne":0.9,"healthy":0.1}})")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const LabelMap labels = *LabelMap::parse("LABEL_0=dark spots");
  const std::string_view text = lumen::as_text({data, size});
  check(read_huggingface_answer(text), labels);
  check(read_custom_answer(text), labels);
  if (const auto map = LabelMap::parse(text)) map->meaning_of("LABEL_0");
  return 0;
}

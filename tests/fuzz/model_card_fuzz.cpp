// SPDX-License-Identifier: Apache-2.0
// Any text as a model card: a card within its limits, or an error that names the file.

#include <cmath>

#include "tests/fuzz/fuzz.h"
#include "vision/model_card.h"

using lumen::fuzz::require;

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  return {
      text_seed(
          "name = \"a\"\nversion = \"1\"\ncitation = \"c\"\nlicence = \"l\"\ninput = \"face\"\nwidth = 8\n"
          "height = 8\nchannels = \"RGB\"\nlayout = \"NCHW\"\nresize = \"letterbox\"\nscale = 1\n"
          "mean = [0, 0, 0]\nstd = [1, 1, 1.5]\noutput = \"none\"\nlabels = [\"acne\", \"x\"]\n[map]\nx = \"none\"\n"),
      text_seed("[map]\n\"a\\u00e9\" = 'b'\n[[labels]]\nx = 1979-05-27T07:32:00Z\n")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto card = lumen::vision::parse_model_card(lumen::as_text({data, size}), "card.toml");
  if (!card) {
    require(card.error().message.find("card.toml") != std::string::npos, "an error names the file");
    return 0;
  }
  require(!card->citation.empty() && !card->name.empty(), "a card says who made the model");
  require(card->spec.outputs == card->labels.size() && !card->labels.empty(), "every output has a label");
  for (const double value : card->spec.deviation) require(std::isfinite(value) && value > 0, "a deviation is positive");
  return 0;
}

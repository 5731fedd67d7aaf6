// SPDX-License-Identifier: Apache-2.0
#include "vision/model_spec.h"

#include <cmath>
#include <optional>

#include "base/json.h"

namespace lumen::vision {
namespace {

constexpr JsonLimits spec_limits{4'096, 3};

template <class Enumeration>
json::value number_of(Enumeration value) {
  return static_cast<std::int64_t>(value);
}

std::optional<std::array<double, 3>> three_numbers(const json::object& object, std::string_view name) {
  const json::array* list = get_array(object, name);
  if (list == nullptr || list->size() != 3) return std::nullopt;
  std::array<double, 3> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!(*list)[i].is_number()) return std::nullopt;
    numbers[i] = (*list)[i].to_number<double>();
    if (!std::isfinite(numbers[i])) return std::nullopt;
  }
  return numbers;
}

std::optional<std::int64_t> in_range(const json::object& object, std::string_view name, std::int64_t low,
                                     std::int64_t high) {
  const auto number = get_integer(object, name);
  return number && *number >= low && *number <= high ? number : std::nullopt;
}

}  // namespace

std::string write_model_spec(const ModelSpec& spec) {
  return json::serialize(json::object{{"width_px", spec.width_px},
                                      {"height_px", spec.height_px},
                                      {"outputs", spec.outputs},
                                      {"region", number_of(spec.region)},
                                      {"face_margin", spec.face_margin},
                                      {"channels", number_of(spec.channels)},
                                      {"layout", number_of(spec.layout)},
                                      {"resize", number_of(spec.resize)},
                                      {"scale", spec.scale},
                                      {"mean", json::array(spec.mean.begin(), spec.mean.end())},
                                      {"deviation", json::array(spec.deviation.begin(), spec.deviation.end())}});
}

Result<ModelSpec> read_model_spec(std::string_view text) {
  const auto value = parse_json(text, spec_limits);
  const json::object* object = value ? value->if_object() : nullptr;
  if (object == nullptr) return fail(internal("a model's specification is no JSON object"));
  const auto width = in_range(*object, "width_px", model_side_px_min, model_side_px_max);
  const auto height = in_range(*object, "height_px", model_side_px_min, model_side_px_max);
  const auto outputs = in_range(*object, "outputs", 1, static_cast<std::int64_t>(model_outputs_max));
  const auto region = in_range(*object, "region", 0, 1);
  const auto channels = in_range(*object, "channels", 0, 1);
  const auto layout = in_range(*object, "layout", 0, 1);
  const auto resize = in_range(*object, "resize", 0, 2);
  const auto margin = get_number(*object, "face_margin");
  const auto scale = get_number(*object, "scale");
  const auto mean = three_numbers(*object, "mean");
  const auto deviation = three_numbers(*object, "deviation");
  const bool complete =
      width && height && outputs && region && channels && layout && resize && margin && scale && mean && deviation;
  if (!complete) return fail(internal("a model's specification lacks a member"));
  return ModelSpec{static_cast<int>(*width),
                   static_cast<int>(*height),
                   static_cast<std::size_t>(*outputs),
                   static_cast<ModelRegion>(*region),
                   *margin,
                   static_cast<ModelChannels>(*channels),
                   static_cast<ModelLayout>(*layout),
                   static_cast<ModelResize>(*resize),
                   *scale,
                   *mean,
                   *deviation};
}

}  // namespace lumen::vision

// SPDX-License-Identifier: Apache-2.0
#include "vision/model_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>

#include <toml++/toml.h>

#include "base/encoding.h"

namespace lumen::vision {
namespace {

// Thrown and caught in this file only: the reader stops at the first breach.
struct Breach {
  std::string key;
  std::string wrong;
  std::string right;
};

constexpr std::size_t label_bytes_max = 80;
constexpr std::array known_keys = {"name",  "version", "citation", "licence", "input",  "face_margin",
                                   "width", "height",  "channels", "layout",  "resize", "scale",
                                   "mean",  "std",     "output",   "labels",  "map"};

std::string in_quotes(std::string_view text) { return "\"" + std::string(text.substr(0, label_bytes_max)) + "\""; }

class CardReader {
 public:
  explicit CardReader(const toml::table& table) : table_(table) {}

  ModelCard read() const {
    refuse_unknown_keys();
    ModelCard card;
    card.name = word("name", 40, "1 to 40 of A-Z a-z 0-9 . _ -, such as \"skin-mobilenet\"");
    card.version = word("version", 20, "1 to 20 of A-Z a-z 0-9 . _ -, such as \"1.2\"");
    card.citation = sentence("citation", "who made the model and where it is described");
    card.licence = sentence("licence", "the model's licence, such as \"Apache-2.0\"");
    card.activation = choice<ModelActivation>("output", {"softmax", "sigmoid", "none"});
    card.labels = labels();
    card.spec = spec();
    card.spec.outputs = card.labels.size();
    return card;
  }

 private:
  void refuse_unknown_keys() const {
    for (const auto& [key, value] : table_) {
      if (std::find(known_keys.begin(), known_keys.end(), key.str()) == known_keys.end()) {
        throw Breach{std::string(key.str()), "there is no such key",
                     fmt::format("one of {}", fmt::join(known_keys, ", "))};
      }
    }
  }

  const toml::node& need(std::string_view key, const std::string& right) const {
    const toml::node* node = table_.get(key);
    if (node == nullptr) throw Breach{std::string(key), "it is missing", right};
    return *node;
  }

  std::string text(std::string_view key, const std::string& right) const {
    const auto* node = need(key, right).as_string();
    if (node == nullptr) throw Breach{std::string(key), "it is no text", right};
    return node->get();
  }

  std::string word(std::string_view key, std::size_t bytes_max, const std::string& right) const {
    const std::string value = text(key, right);
    const bool good = std::all_of(value.begin(), value.end(), [](unsigned char c) {
      return c < 0x80 && (std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-');
    });
    if (!good || value.empty() || value.size() > bytes_max)
      throw Breach{std::string(key), "it is " + in_quotes(value), right};
    return value;
  }

  std::string sentence(std::string_view key, const std::string& right) const {
    const std::string value = text(key, right);
    if (trim(value).empty()) throw Breach{std::string(key), "it is empty", right};
    if (value.size() > 2'000) throw Breach{std::string(key), "it is longer than 2,000 bytes", right};
    return value;
  }

  template <class Enumeration>
  Enumeration choice(std::string_view key, std::initializer_list<std::string_view> names) const {
    const std::string right = fmt::format("one of \"{}\"", fmt::join(names, "\", \""));
    const std::string value = text(key, right);
    const auto found = std::find(names.begin(), names.end(), value);
    if (found == names.end()) throw Breach{std::string(key), "it is " + in_quotes(value), right};
    return static_cast<Enumeration>(found - names.begin());
  }

  static double number_of(const toml::node& node, std::string_view key, double low, double high,
                          const std::string& right) {
    const auto value = node.is_number() ? node.value<double>() : std::nullopt;
    if (!value || !std::isfinite(*value)) throw Breach{std::string(key), "it is no number", right};
    if (*value < low || *value > high) throw Breach{std::string(key), fmt::format("it is {}", *value), right};
    return *value;
  }

  double number(std::string_view key, double low, double high, const std::string& right) const {
    return number_of(need(key, right), key, low, high, right);
  }

  int side(std::string_view key) const {
    const std::string right = fmt::format("a whole number from {} to {}", model_side_px_min, model_side_px_max);
    if (!need(key, right).is_integer()) throw Breach{std::string(key), "it is no whole number", right};
    return static_cast<int>(number(key, model_side_px_min, model_side_px_max, right));
  }

  std::array<double, 3> three(std::string_view key, double low, const std::string& right) const {
    const toml::array* list = need(key, right).as_array();
    if (list == nullptr || list->size() != 3) throw Breach{std::string(key), "it is no list of three numbers", right};
    std::array<double, 3> values{};
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = number_of(*list->get(i), key, low, 1e6, right);
    return values;
  }

  ModelSpec spec() const {
    ModelSpec spec;
    spec.region = choice<ModelRegion>("input", {"whole", "face"});
    if (table_.contains("face_margin")) spec.face_margin = number("face_margin", 0, 2, "a number from 0 to 2");
    spec.width_px = side("width");
    spec.height_px = side("height");
    spec.channels = choice<ModelChannels>("channels", {"RGB", "BGR"});
    spec.layout = choice<ModelLayout>("layout", {"NCHW", "NHWC"});
    spec.resize = choice<ModelResize>("resize", {"stretch", "centre_crop", "letterbox"});
    spec.scale = number("scale", 1e-6, 1e3, "what a value 0 to 255 is multiplied with, such as 0.00392156862745098");
    spec.mean =
        three("mean", -1e6, "three numbers in the order of `channels`, after `scale`, such as [0.485, 0.456, 0.406]");
    spec.deviation =
        three("std", 1e-6, "three numbers above 0 in the order of `channels`, such as [0.229, 0.224, 0.225]");
    return spec;
  }

  std::vector<ModelLabel> labels() const {
    const std::string right =
        fmt::format("1 to {} different texts, in the order of the model's outputs", model_outputs_max);
    const toml::array* list = need("labels", right).as_array();
    if (list == nullptr || list->empty() || list->size() > model_outputs_max) {
      throw Breach{"labels", list == nullptr ? "it is no list" : fmt::format("it has {} texts", list->size()), right};
    }
    std::vector<ModelLabel> labels;
    std::set<std::string> seen;
    for (const toml::node& node : *list) {
      const auto name = node.is_string() ? node.value<std::string>() : std::nullopt;
      if (!name || trim(*name).empty() || name->size() > label_bytes_max) {
        throw Breach{"labels", fmt::format("number {} is no text of 1 to {} bytes", labels.size() + 1, label_bytes_max),
                     right};
      }
      if (!seen.insert(*name).second) throw Breach{"labels", in_quotes(*name) + " is there twice", right};
      labels.push_back({*name, parse_label(*name)});
    }
    apply_map(labels, seen);
    return labels;
  }

  // [map]: the model's label = Lumen's, or "none".
  void apply_map(std::vector<ModelLabel>& labels, const std::set<std::string>& names) const {
    static const std::string right = fmt::format("one of Lumen's labels ({}) or \"none\"", [] {
      std::string text;
      for (const Label label : all_labels) text += (text.empty() ? "" : ", ") + std::string(to_string(label));
      return text;
    }());
    const toml::node* node = table_.get("map");
    const toml::table* map = node != nullptr ? node->as_table() : nullptr;
    if (node != nullptr && map == nullptr) throw Breach{"map", "it is no section", "a section [map]"};
    if (map != nullptr) {
      for (const auto& [key, value] : *map) {
        if (!names.contains(std::string(key.str()))) {
          throw Breach{"map." + std::string(key.str()), "`labels` has no such label", "a label of `labels`"};
        }
      }
    }
    bool any = false;
    for (ModelLabel& label : labels) {
      const toml::node* entry = map != nullptr ? map->get(label.name) : nullptr;
      if (entry != nullptr) label.meaning = meaning_of(label.name, *entry, right);
      if (entry == nullptr && !label.meaning) {
        throw Breach{"map", "it does not say what " + in_quotes(label.name) + " is", right};
      }
      any = any || label.meaning.has_value();
    }
    if (!any) throw Breach{"map", "every label is \"none\"", "at least one of Lumen's labels"};
  }

  static std::optional<Label> meaning_of(const std::string& name, const toml::node& node, const std::string& right) {
    const std::string value = node.value_or<std::string>("");
    if (value == "none") return std::nullopt;
    const auto label = parse_label(value);
    if (!label) throw Breach{"map." + name, "it is " + in_quotes(value), right};
    return label;
  }

  const toml::table& table_;
};

Error bad_card(const std::string& file, const Breach& breach) {
  return invalid("bad_model_card",
                 fmt::format("The model card {}: {}: {}; wanted: {}.", file, breach.key, breach.wrong, breach.right));
}

}  // namespace

Result<ModelCard> parse_model_card(std::string_view toml, const std::string& file) {
  try {
    const toml::table table = toml::parse(toml, file);
    return CardReader(table).read();
  } catch (const toml::parse_error& failure) {
    const auto line = failure.source().begin.line;
    return fail(bad_card(file, {fmt::format("line {}", line), std::string(failure.description()), "TOML"}));
  } catch (const Breach& breach) {
    return fail(bad_card(file, breach));
  }
}

Result<ModelCard> read_model_card(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file)) {
    return fail(bad_card(file.string(), {"the file", "it cannot be read", "a TOML file, see docs/MODELS.md"}));
  }
  std::string text(model_card_bytes_max + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > model_card_bytes_max) {
    return fail(
        bad_card(file.string(), {"the file", "it is too long", fmt::format("at most {} bytes", model_card_bytes_max)}));
  }
  return parse_model_card(text, file.string());
}

}  // namespace lumen::vision

// SPDX-License-Identifier: Apache-2.0
#include "api/render.h"

#include "base/json.h"

namespace lumen::api {
namespace {

void append_state(std::string& out, const Analysis& analysis) {
  out.append(R"({"analysis_id":")").append(analysis.id.text());
  out.append(R"(","status":")").append(to_string(analysis.status));
  out.append(R"(","timestamp":)").append(std::to_string(analysis.created_at_ms / 1000));
  out.append(R"(,"stage":")").append(to_string(analysis.stage)).append("\"");
}

void append_document(std::string& out, std::string_view name, const std::string& document) {
  if (document.empty()) return;
  out.append(",\"").append(name).append("\":").append(document);
}

void append_failure(std::string& out, const AnalysisFailure& failure) {
  json::object error{{"code", failure.code}, {"message", failure.message}, {"retryable", failure.retryable}};
  if (!failure.hint.empty()) error["hint"] = failure.hint;
  append_document(out, "error", json::serialize(error));
}

}  // namespace

std::string render_analysis(const Analysis& analysis) {
  const ResultDocuments& documents = analysis.documents;
  std::string out;
  out.reserve(256 + documents.prediction.size() + documents.enhanced_analysis.size() + documents.products.size() +
              documents.timing.size());
  append_state(out, analysis);
  append_document(out, "prediction", documents.prediction);
  append_document(out, "enhanced_analysis", documents.enhanced_analysis);
  out.append(",\"products\":").append(documents.products.empty() ? "[]" : documents.products);
  append_document(out, "timing", documents.timing);
  if (analysis.failure) append_failure(out, *analysis.failure);
  out.push_back('}');
  return out;
}

std::string render_history(const analyses::HistoryPage& page) {
  std::string out = "{\"analyses\":[";
  for (const auto& analysis : page.analyses) {
    if (out.back() != '[') out.push_back(',');
    append_state(out, *analysis);
    append_document(out, "prediction", analysis->documents.prediction);
    if (analysis->status == Status::completed) {
      out.append(R"(,"severity":")").append(to_string(analysis->documents.severity)).append("\"");
    }
    if (analysis->failure) append_failure(out, *analysis->failure);
    out.push_back('}');
  }
  out.push_back(']');
  if (!page.next_cursor.empty()) append_document(out, "next_cursor", json_quote(page.next_cursor));
  out.push_back('}');
  return out;
}

}  // namespace lumen::api

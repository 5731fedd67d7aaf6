// SPDX-License-Identifier: Apache-2.0
#pragma once
// One analysis: from the upload URL that was handed out to the result that is shown.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/ids.h"
#include "domain/prediction.h"
#include "domain/severity.h"

namespace lumen {

enum class Status : std::uint8_t { pending, processing, completed, failed };
enum class Stage : std::uint8_t { awaiting_upload, queued, classifying, explaining, recommending, done };

std::string_view to_string(Status status);
std::string_view to_string(Stage stage);

// Where a statement comes from.
struct Citation {
  std::string title;
  std::string source;  // the body that published it, and the year
  std::string url;
};

// One tool call of the agent, kept with the analysis.
struct ToolTrace {
  std::string tool;
  std::string arguments;  // JSON text
  std::string outcome;    // "ok" or an error code
  double duration_ms = 0;
  std::int64_t tokens = 0;
  double cost_usd = 0;
};

// Stage 2's answer.
struct Explanation {
  std::string summary;
  std::vector<std::string> recommendations;
  Severity severity = Severity::none;  // from measured extent
  std::vector<std::string> care_instructions;
  std::string when_to_see_a_doctor;
  std::vector<Citation> citations;
  std::string answered_by;              // which rung spoke: "built-in", "bedrock-converse", …
  std::vector<std::string> guardrails;  // ids of the rules that acted
  std::vector<ToolTrace> trace;
  bool products_allowed = true;  // false when an urgent sign refers to a doctor: no product is offered
};

// Why an analysis ended without a result; all texts are public.
struct AnalysisFailure {
  std::string code;  // photo_rejected | upload_expired | internal_error | …
  std::string message;
  std::string hint;
  bool retryable = false;
};

// What was stored for one upload; `version` tells two different bodies apart.
struct PhotoVersion {
  std::string etag;               // hex MD5 of the received bytes
  std::string content_type;       // by magic bytes
  std::uint64_t size_bytes = 0;   // as stored, after the metadata went
  std::uint16_t orientation = 1;  // EXIF value 1..8, applied when the photo is decoded
};

// A finished result as it is stored: the documents are JSON texts in wire form (domain/wire_json.h), written
// once by the worker and handed out unchanged, so that reading an analysis parses nothing.
struct ResultDocuments {
  std::string prediction;         // JSON object, or "" while there is none
  std::string enhanced_analysis;  // JSON object, or ""
  std::string products;           // JSON array, or ""
  std::string timing;             // JSON object: {"stage": ms, …}, cost, or ""
  Severity severity = Severity::none;
};

struct Analysis {
  AnalysisId id;
  UserId owner;
  Status status = Status::pending;
  Stage stage = Stage::awaiting_upload;
  UnixMillis created_at_ms = 0;
  UnixSeconds ttl_s = 0;       // unreadable from this second
  std::uint64_t revision = 0;  // grows with every change of the row
  std::optional<PhotoVersion> photo;
  ResultDocuments documents;
  std::optional<AnalysisFailure> failure;
};

}  // namespace lumen

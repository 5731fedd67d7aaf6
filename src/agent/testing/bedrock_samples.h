// SPDX-License-Identifier: Apache-2.0
#pragma once
// What Bedrock answers, made up for the tests. tests/aws_sdk shows that Amazon's own client reads each of them as
// meant.

#include <string>
#include <vector>

#include "agent/testing/wire_answer.h"
#include "agent/tools.h"
#include "aws/event_stream.h"
#include "base/json.h"

namespace lumen::agent::testing {

inline constexpr int sample_input_tokens = 412;
inline constexpr int sample_output_tokens = 58;
inline constexpr const char* guardrail_text = "Sorry, I cannot help with that.";

// Converse. Usage is as above.
WireAnswer converse_text(const std::string& text);
WireAnswer converse_calls(const std::vector<ToolCall>& calls);  // with words before, ids "tooluse_0", …
WireAnswer converse_stopped(const std::string& stop_reason, const std::string& text);
WireAnswer converse_of(json::array content, const std::string& stop_reason);
WireAnswer bedrock_error(int status, const std::string& name);

// InvokeAgent. Usage as above in two traces; the text in three chunks; one citation.
WireAnswer agent_text(const std::string& text);
WireAnswer agent_calls(const std::vector<ToolCall>& calls);      // of an action group by functions; invocation "inv-1"
WireAnswer agent_api_calls(const std::vector<ToolCall>& calls);  // of an action group by an API
WireAnswer agent_guardrail(const std::string& text);
WireAnswer agent_stream(const std::vector<aws::EventMessage>& events);
aws::EventMessage agent_event(const std::string& type, const json::object& payload);
aws::EventMessage agent_exception(const std::string& type);
aws::EventMessage agent_error();  // one that the service's model does not name
aws::EventMessage agent_chunk(const std::string& text);

// Retrieve: three texts (S3 without metadata, the web, S3 with metadata of its own) and a picture.
WireAnswer retrieve_passages();

}  // namespace lumen::agent::testing

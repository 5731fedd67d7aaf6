// SPDX-License-Identifier: Apache-2.0
// OpenAI's own client goes through the same talk as Lumen: it asks, runs the tools, sends their results and reads the
// answer. Reads {"url", "token", "body", "results": {tool: text}} from standard input and prints what it understood.
import { readFileSync } from "node:fs";
import OpenAI from "openai";

const { url, token, body, results } = JSON.parse(readFileSync(0, "utf8"));
const client = new OpenAI({ baseURL: url, apiKey: token, maxRetries: 0 });
const tools = body.tools.map(({ function: tool }) => ({
  type: "function",
  function: { ...tool, function: () => results[tool.name], parse: JSON.parse },
}));
const runner = client.chat.completions.runTools({ ...body, tools });
const usages = [];
runner.on("chatCompletion", (completion) => usages.push(completion.usage));
const content = await runner.finalContent();
const calls = runner.messages.flatMap((message) => message.tool_calls ?? []);
console.log(JSON.stringify({ content, calls: calls.map((call) => call.function), usages }));

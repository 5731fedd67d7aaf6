// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { EventReader, readAnswer } from "./events";
import { Problem } from "./problem";
import { readExchange, readExchanges } from "./wire";

function answering(text: string): Response {
  return new Response(text, { headers: { "Content-Type": "text/event-stream" } });
}

test("events are read however the stream is cut", () => {
  const text = 'event: tool\r\ndata: {"tool":"a"}\r\n\r\n: still here\n\ndata: 1\ndata: 2\n\nevent: answer\ndata: {}\n\nevent: cut\ndata: ';
  const whole = new EventReader().take(text);
  const wanted = [{ name: "tool", data: '{"tool":"a"}' }, { name: "message", data: "1\n2" }, { name: "answer", data: "{}" }];
  assert.deepEqual(whole, wanted);
  const reader = new EventReader();
  assert.deepEqual([...text].flatMap((letter) => reader.take(letter)), wanted);
});

test("the answer is what the stream ends with, after what was looked up", async () => {
  const tools: string[] = [];
  const stream = 'event: tool\ndata: {"tool":"search_products"}\n\nevent: statement\ndata: {"text":"x"}\n\nevent: answer\ndata: {"reply":"x"}\n\n';
  assert.deepEqual(await readAnswer(answering(stream), (tool) => tools.push(tool)), { reply: "x" });
  assert.deepEqual(tools, ["search_products"]);
});

test("an error event and a stream that breaks off are problems", async () => {
  const refused = answering('event: error\ndata: {"error":{"code":"chat_busy","message":"Wait."},"message":"Wait."}\n\n');
  await assert.rejects(readAnswer(refused, () => undefined), (thrown) => thrown instanceof Problem && thrown.code === "chat_busy");
  await assert.rejects(readAnswer(answering("event: tool\ndata: {}\n\n"), () => undefined), Problem);
});

test("an exchange with only its required fields is read, one without a reply is not", () => {
  assert.deepEqual(readExchange({ reply: "Yes." }), {
    sessionId: "",
    timestamp_s: 0,
    message: "",
    reply: "Yes.",
    citations: [],
    products: [],
    urgent: false,
  });
  assert.equal(readExchange({ reply: "See a doctor.", guardrails: ["red_flag.bleeding"] })?.urgent, true);
  assert.equal(readExchange({ message: "?" }), null);
  assert.deepEqual(readExchanges({ exchanges: [{}, 5, { reply: "a" }] }).map((one) => one.reply), ["a"]);
  assert.deepEqual(readExchanges(null), []);
});

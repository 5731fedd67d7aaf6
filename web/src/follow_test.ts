// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Until } from "./api";
import { follow } from "./follow";
import { Problem, unreachable } from "./problem";
import { readAnalysis } from "./wire";
import type { Analysis } from "./wire";

interface Step {
  readonly answer: object | Error;
  readonly held_ms?: number;
}

const queued = { status: "pending", stage: "queued" };
const predicted = { status: "processing", stage: "explaining", prediction: { condition: "acne", confidence: 0.5 } };
const completed = { ...predicted, status: "completed", stage: "done" };

function bench(steps: Step[]) {
  let now_ms = 0;
  const asked: Until[] = [];
  const slept: number[] = [];
  const seen: string[] = [];
  const troubles: number[] = [];
  const tools = {
    fetch: async (until: Until): Promise<Analysis> => {
      asked.push(until);
      const step = steps.shift();
      assert.ok(step !== undefined, "an unexpected request");
      now_ms += step.held_ms ?? 0;
      if (step.answer instanceof Error) throw step.answer;
      const analysis = readAnalysis({ analysis_id: "a", timestamp: 1, ...step.answer });
      assert.ok(analysis !== null);
      return analysis;
    },
    sleep: async (ms: number): Promise<void> => {
      slept.push(ms);
      now_ms += ms;
    },
    now_ms: () => now_ms,
  };
  const watcher = {
    onState: (analysis: Analysis) => void seen.push(analysis.stage),
    onTrouble: (_problem: Problem, wait_s: number) => void troubles.push(wait_s),
  };
  return { run: () => follow(tools, watcher), asked, slept, seen, troubles };
}

test("asks until the prediction, then until the end, without a pause", async () => {
  const { run, asked, slept, seen } = bench([{ answer: queued, held_ms: 25000 }, { answer: predicted, held_ms: 900 }, { answer: completed, held_ms: 30 }]);
  assert.equal((await run()).status, "completed");
  assert.deepEqual(asked, ["prediction", "prediction", "end"]);
  assert.deepEqual(slept, []);
  assert.deepEqual(seen, ["queued", "explaining", "done"]);
});

test("does not hammer a server that answers at once with nothing new", async () => {
  const { run, slept } = bench([{ answer: queued }, { answer: queued }, { answer: queued, held_ms: 25000 }, { answer: completed }]);
  await run();
  assert.deepEqual(slept, [1500]);
});

test("waits longer after each failure in a row, and at least as long as the server says", async () => {
  const busy = new Problem({ code: "throttled", message: "busy", status: 429, retryAfter_s: 9 });
  const { run, troubles } = bench([
    { answer: unreachable() },
    { answer: unreachable() },
    { answer: busy },
    { answer: queued },
    { answer: unreachable() },
    { answer: completed },
  ]);
  await run();
  assert.deepEqual(troubles, [1, 2, 9, 1]);
});

test("gives up at once on what cannot pass, and in the end on what does not", async () => {
  const foreign = new Problem({ code: "forbidden", message: "Not yours.", status: 403 });
  await assert.rejects(bench([{ answer: foreign }]).run(), /Not yours/);
  const lost = bench(Array.from({ length: 20 }, () => ({ answer: unreachable() })));
  await assert.rejects(lost.run(), /could not be reached/);
  assert.equal(lost.troubles.length, 19);
});

test("stops without a word when the person has left", async () => {
  const gone = bench([{ answer: new DOMException("gone", "AbortError") }]);
  await assert.rejects(gone.run(), { name: "AbortError" });
  assert.deepEqual(gone.troubles, []);
});

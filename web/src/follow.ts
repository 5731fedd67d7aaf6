// SPDX-License-Identifier: Apache-2.0
// Follows one analysis to its end: first to its prediction, then to its explanation. The server holds each answer
// until something has changed; what is left here is to ask again, and to wait when the connection is lost.

import type { Until } from "./api";
import { asProblem, isAbort, Problem } from "./problem";
import type { Analysis } from "./wire";

export interface Watcher {
  // Every state, also when nothing new is in it.
  onState(analysis: Analysis): void;
  // No answer came; asked again after `wait_s`.
  onTrouble(problem: Problem, wait_s: number): void;
}

export interface FollowTools {
  fetch(until: Until): Promise<Analysis>;
  sleep(ms: number): Promise<void>; // rejects with an AbortError when the person has left
  now_ms(): number;
}

const pauses_s = [1, 2, 4, 8, 15];
const attemptsInARow = 20;
const quickAnswer_ms = 1000;
const pauseAfterQuickAnswer_ms = 1500;

function isOver(analysis: Analysis): boolean {
  return analysis.status === "completed" || analysis.status === "failed";
}

function pause_s(attempt: number, problem: Problem): number {
  return Math.max(pauses_s[Math.min(attempt, pauses_s.length - 1)] ?? 1, problem.retryAfter_s);
}

// Answers the final state. Throws the Problem that cannot pass, or the last one after 20 attempts in a row.
export async function follow(tools: FollowTools, watcher: Watcher): Promise<Analysis> {
  let until: Until = "prediction";
  let failures = 0;
  let before = "";
  for (;;) {
    const asked_ms = tools.now_ms();
    let analysis: Analysis;
    try {
      analysis = await tools.fetch(until);
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      const problem = asProblem(thrown);
      failures += 1;
      if (!problem.passes || failures >= attemptsInARow) throw problem;
      const wait_s = pause_s(failures - 1, problem);
      watcher.onTrouble(problem, wait_s);
      await tools.sleep(wait_s * 1000);
      continue;
    }
    failures = 0;
    watcher.onState(analysis);
    if (isOver(analysis)) return analysis;
    if (analysis.prediction !== null) until = "end";
    // A server that holds no more requests answers at once; asking it again at once would only add to its load.
    const state = `${analysis.status} ${analysis.stage} ${String(analysis.prediction !== null)}`;
    if (state === before && tools.now_ms() - asked_ms < quickAnswer_ms) await tools.sleep(pauseAfterQuickAnswer_ms);
    before = state;
  }
}

export function sleepUntilAborted(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = (): void => {
      clearTimeout(timer);
      reject(new DOMException("No longer wanted.", "AbortError"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", gone);
      resolve();
    }, ms);
    if (signal.aborted) gone();
    else signal.addEventListener("abort", gone, { once: true });
  });
}

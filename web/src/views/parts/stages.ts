// SPDX-License-Identifier: Apache-2.0
// How far an analysis is, as a list whose entries say in words whether they are done.

import { h } from "../../dom";
import type { Status } from "../../wire";

type Step = "done" | "now" | "next";

const stepWords: Readonly<Record<Step, string>> = { done: "done", now: "in progress", next: "waiting" };

// Index of the step that a stage belongs to.
const stageSteps: Readonly<Record<string, number>> = {
  awaiting_upload: 0,
  queued: 1,
  classifying: 1,
  explaining: 2,
  recommending: 3,
  done: 4,
};

const names = ["Photo received", "Skin measured", "Explanation written", "Products chosen"];

export interface Standing {
  readonly status: Status;
  readonly stage: string;
  readonly prediction: object | null;
}

// What is known of a photo whose upload was just acknowledged.
export const received: Standing = { status: "pending", stage: "queued", prediction: null };

export function stepsOf(standing: Standing): Step[] {
  const told = stageSteps[standing.stage] ?? 1;
  const current = standing.status === "completed" ? names.length : Math.max(told, standing.prediction === null ? 0 : 2);
  return names.map((_, index) => (index < current ? "done" : index === current ? "now" : "next"));
}

export function stagesList(standing: Standing): HTMLElement {
  const steps = stepsOf(standing);
  return h(
    "ol",
    { class: "plain-list steps", "aria-label": "Progress" },
    ...names.map((name, index) => {
      const step = steps[index] ?? "next";
      return h("li", { class: `step-${step}` }, h("span", {}, name), h("span", { class: "step-word" }, stepWords[step]));
    }),
  );
}

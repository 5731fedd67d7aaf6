// SPDX-License-Identifier: Apache-2.0
// A severity as a word, with a small gauge beside it that repeats the word for the eye.

import { h } from "../../dom";
import type { Severity } from "../../wire";

const words: Readonly<Record<Severity, string>> = { none: "None", mild: "Mild", moderate: "Moderate", severe: "Severe" };
const steps: Readonly<Record<Severity, number>> = { none: 0, mild: 1, moderate: 2, severe: 3 };

export function severityWord(severity: Severity): string {
  return words[severity];
}

export function severityTag(severity: Severity): HTMLElement {
  const bars = [1, 2, 3].map((step) => h("span", { class: step <= steps[severity] ? "step filled" : "step" }));
  return h("span", { class: "severity" }, h("span", { class: "gauge", "aria-hidden": "true" }, ...bars), words[severity]);
}

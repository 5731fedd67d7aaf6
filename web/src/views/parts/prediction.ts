// SPDX-License-Identifier: Apache-2.0
// The first answer: what the photo looks most like, then every finding.

import { h } from "../../dom";
import { outOf100 } from "../../format";
import { readableLabel } from "../../wire";
import type { Prediction } from "../../wire";
import { findingsSection } from "./findings";
import { severityTag } from "./severity";

export function conditionName(prediction: Prediction): string {
  const finding = prediction.findings.find((one) => one.label === prediction.condition);
  return finding?.name ?? readableLabel(prediction.condition);
}

// "Looks most like dark spots": a likeness, never a diagnosis.
export function likeness(prediction: Prediction): string {
  if (prediction.condition === "healthy") return "No concern stands out";
  return `Looks most like ${conditionName(prediction).toLowerCase()}`;
}

export function predictionSection(prediction: Prediction): HTMLElement {
  const finding = prediction.findings.find((one) => one.label === prediction.condition);
  const severity = prediction.condition === "healthy" ? null : (finding?.severity ?? null);
  return h(
    "section",
    { class: "prediction", "aria-labelledby": "prediction-title" },
    h("h2", { id: "prediction-title" }, likeness(prediction)),
    h(
      "p",
      { class: "facts" },
      severity !== null && h("span", {}, "Severity: ", severityTag(severity)),
      h("span", {}, `Likeness: ${outOf100(prediction.confidence)} of 100`),
    ),
    ...prediction.notes.map((note) => h("p", { class: "notice" }, note)),
    findingsSection(prediction),
  );
}

// SPDX-License-Identifier: Apache-2.0
// What was found, strongest first: a bar, the same number as text, the severity as a word.

import { h } from "../../dom";
import { outOf100 } from "../../format";
import type { Finding, Prediction } from "../../wire";
import { bar } from "./bar";
import { severityTag } from "./severity";

// Models that give no severity are read by their score.
const scoreThatStandsOut = 0.3;

function standsOut(finding: Finding, condition: string): boolean {
  if (!finding.measured || finding.label === "healthy") return false;
  if (finding.label === condition) return true;
  return finding.severity === null ? finding.score >= scoreThatStandsOut : finding.severity !== "none";
}

function findingItem(finding: Finding): HTMLElement {
  const score = finding.measured ? `${outOf100(finding.score)} of 100` : "Not measured";
  return h(
    "li",
    { class: "finding" },
    h("span", { class: "finding-name" }, finding.name),
    finding.measured && finding.severity !== null && severityTag(finding.severity),
    finding.measured && bar(finding.score),
    h("span", { class: "finding-score" }, score),
    finding.note !== "" && h("p", { class: "quiet finding-note" }, finding.note),
  );
}

export function findingsSection(prediction: Prediction): HTMLElement {
  const standing = prediction.findings.filter((one) => standsOut(one, prediction.condition));
  const others = prediction.findings.filter((one) => !standing.includes(one) && one.label !== "healthy");
  return h(
    "section",
    { class: "findings", "aria-labelledby": "findings-title" },
    h("h3", { id: "findings-title" }, "What was measured"),
    h(
      "p",
      { class: "quiet" },
      "A bar shows how clearly a sign shows on this photo, from 0 to 100. The severity says how much of it was measured.",
    ),
    standing.length > 0
      ? h("ul", { class: "plain-list" }, ...standing.map(findingItem))
      : h("p", {}, "None of the signs that Lumen looks for stood out."),
    others.length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, `Other signs that were looked for (${others.length})`),
        h("ul", { class: "plain-list" }, ...others.map(findingItem)),
      ),
  );
}

// SPDX-License-Identifier: Apache-2.0
// The second answer: what the measurements mean, what may help, when a doctor should look.

import { h } from "../../dom";
import type { Citation, Explanation } from "../../wire";
import { severityTag } from "./severity";

function listSection(id: string, title: string, texts: readonly string[]): HTMLElement | null {
  if (texts.length === 0) return null;
  return h(
    "section",
    { "aria-labelledby": id },
    h("h3", { id }, title),
    h("ul", {}, ...texts.map((text) => h("li", {}, text))),
  );
}

export function citationItem(citation: Citation): HTMLElement {
  const title = citation.title || citation.source;
  const source = citation.title !== "" && citation.source !== "" ? `, ${citation.source}` : "";
  const name = citation.url === "" ? title : h("a", { href: citation.url, rel: "noopener noreferrer external", target: "_blank" }, title);
  return h("li", {}, name, source);
}

// Opens in a new tab; said once above the list instead of in every link.
function citationsSection(citations: readonly Citation[]): HTMLElement | null {
  if (citations.length === 0) return null;
  const linked = citations.some((one) => one.url !== "");
  return h(
    "section",
    { "aria-labelledby": "citations-title" },
    h("h3", { id: "citations-title" }, "Sources"),
    linked && h("p", { class: "quiet" }, "Links open in a new tab."),
    h("ul", {}, ...citations.map(citationItem)),
  );
}

export function explanationSection(explanation: Explanation): HTMLElement {
  return h(
    "section",
    { class: "explanation", "aria-labelledby": "explanation-title" },
    h("h2", { id: "explanation-title" }, "What this means"),
    explanation.severity !== null && h("p", { class: "facts" }, h("span", {}, "Overall severity: ", severityTag(explanation.severity))),
    explanation.summary !== "" && h("p", { class: "summary" }, explanation.summary),
    explanation.whenToSeeADoctor !== "" &&
      h(
        "section",
        { class: "doctor", "aria-labelledby": "doctor-title" },
        h("h3", { id: "doctor-title" }, "When to see a doctor"),
        h("p", {}, explanation.whenToSeeADoctor),
      ),
    h(
      "div",
      { class: "advice" },
      listSection("recommendations-title", "What may help", explanation.recommendations),
      listSection("care-title", "Daily care", explanation.careInstructions),
    ),
    citationsSection(explanation.citations),
    explanation.answeredBy !== "" && h("p", { class: "quiet" }, `Explanation by: ${explanation.answeredBy}`),
  );
}

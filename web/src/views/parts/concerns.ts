// SPDX-License-Identifier: Apache-2.0
// Every concern on its own: its score, what would move it to the next band, and a button that draws it on the photo.

import { h } from "../../dom";
import type { ConcernResult } from "../../wire";
import { bar } from "./bar";
import { severityTag } from "./severity";

// Shows one concern on the photo, or everything again for "".
export type ShowConcern = (concern: string) => void;

class ConcernsList {
  private readonly buttons = new Map<string, HTMLButtonElement>();

  constructor(private readonly show: ShowConcern) {}

  item(concern: ConcernResult): HTMLElement {
    const button = h(
      "button",
      { type: "button", "aria-pressed": "false", onclick: () => this.press(concern.name) },
      "Show on photo",
      h("span", { class: "unseen" }, `: ${concern.displayName}`),
    );
    this.buttons.set(concern.name, button);
    return h(
      "li",
      { class: "finding concern" },
      h("span", { class: "finding-name" }, concern.displayName),
      severityTag(concern.severity),
      bar(concern.score / 100),
      h("span", { class: "finding-score" }, `${Math.round(concern.score)} of 100`),
      h("p", { class: "quiet finding-note" }, [concern.note, concern.nextBand].filter((text) => text !== "").join(" ")),
      h("p", { class: "finding-note" }, button),
    );
  }

  // A second press takes the drawing of one concern away again.
  private press(name: string): void {
    const wasShown = this.buttons.get(name)?.getAttribute("aria-pressed") === "true";
    for (const [other, button] of this.buttons) {
      button.setAttribute("aria-pressed", String(other === name && !wasShown));
    }
    this.show(wasShown ? "" : name);
  }
}

export function concernsSection(concerns: readonly ConcernResult[], show: ShowConcern): HTMLElement | null {
  if (concerns.length === 0) return null;
  const list = new ConcernsList(show);
  const strongestFirst = [...concerns].sort((a, b) => b.score - a.score);
  return h(
    "section",
    { class: "concerns", "aria-labelledby": "concerns-title" },
    h("h2", { id: "concerns-title" }, "Concern by concern"),
    h(
      "details",
      {},
      h("summary", {}, `All that was measured, one by one (${concerns.length})`),
      h("ul", { class: "plain-list" }, ...strongestFirst.map((one) => list.item(one))),
    ),
  );
}

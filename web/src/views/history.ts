// SPDX-License-Identifier: Apache-2.0
// Everything that is still stored, newest first, a page at a time.

import { announce } from "../announce";
import type { App, MakeView } from "../app";
import { days } from "../deployment";
import { h, replace } from "../dom";
import { dateAndTime, isoTime } from "../format";
import { asProblem, isAbort } from "../problem";
import { hashOf } from "../router";
import type { HistoryEntry } from "../wire";
import { deleteAccountAfterAsking, deleteAfterAsking } from "./parts/delete";
import { likeness } from "./parts/prediction";
import { noticeBox, problemBox } from "./parts/problem_box";
import { severityTag } from "./parts/severity";

const entriesPerPage = 20;

export const historyView: MakeView = (app, signal) => {
  const page = new HistoryPage(app, signal);
  void page.load();
  return { title: "History", element: page.element };
};

function outcome(entry: HistoryEntry): string {
  if (entry.status === "failed") return `No result. ${entry.failure?.message ?? ""}`.trim();
  if (entry.prediction !== null) return likeness(entry.prediction);
  return entry.status === "pending" ? "Waiting" : "In progress";
}

class HistoryPage {
  readonly element: HTMLElement;
  private readonly heading = h("h1", { tabindex: "-1" }, "History");
  private readonly list = h("ul", { class: "plain-list history" });
  private readonly state = h("div", {}, h("p", { class: "quiet waiting" }, "Loading"));
  private cursor = "";

  constructor(
    private readonly app: App,
    private readonly signal: AbortSignal,
  ) {
    this.element = h(
      "div",
      { class: "history-page" },
      noticeBox(app.takeNotice()),
      this.heading,
      h("p", { class: "quiet" }, `Photos and results are deleted ${days(app.deployment.retentionDays)} after they were sent.`),
      h("p", {}, h("a", { href: hashOf({ name: "progress", concern: "" }), class: "button" }, "How my skin changes")),
      this.list,
      this.state,
      h("p", { class: "actions" }, h("button", { type: "button", class: "plain", onclick: () => void deleteAccountAfterAsking(app, signal) }, "Delete my account")),
    );
  }

  async load(): Promise<void> {
    const before = this.list.childElementCount;
    try {
      const page = await this.app.api.history(this.cursor, entriesPerPage, this.signal);
      this.cursor = page.nextCursor;
      this.list.append(...page.entries.map((entry) => this.item(entry)));
      this.showState();
      if (before > 0) {
        this.list.children[before]?.querySelector("a")?.focus();
        announce(`${page.entries.length} more shown`);
      }
    } catch (thrown) {
      if (isAbort(thrown) || this.signal.aborted) return;
      const again = h("button", { type: "button", onclick: () => this.retry() }, "Try again");
      replace(this.state, problemBox(asProblem(thrown), again));
    }
  }

  // The button that was pressed goes away, so the focus goes to the heading.
  private retry(): void {
    this.heading.focus();
    void this.load();
  }

  private showState(): void {
    if (this.cursor !== "") {
      const more = h("button", { type: "button", onclick: () => void this.load() }, "Show more");
      replace(this.state, h("p", { class: "actions" }, more));
    } else if (this.list.childElementCount === 0) {
      replace(this.state, h("p", {}, "Nothing is stored yet. ", h("a", { href: "#/" }, "Send a photo")));
    } else {
      replace(this.state);
    }
  }

  private item(entry: HistoryEntry): HTMLElement {
    const when = dateAndTime(entry.timestamp_s);
    const remove = h("button", { type: "button", class: "plain", "aria-label": `Delete the analysis of ${when}` }, "Delete");
    const severity = entry.prediction === null || entry.prediction.condition === "healthy" ? null : entry.severity;
    const item = h(
      "li",
      { "data-analysis": entry.id },
      h(
        "div",
        {},
        h("a", { href: hashOf({ name: "analysis", id: entry.id }) }, h("time", { datetime: isoTime(entry.timestamp_s) }, when)),
        h("p", { class: "facts" }, h("span", {}, outcome(entry)), severity !== null && h("span", {}, "Severity: ", severityTag(severity))),
      ),
      remove,
    );
    remove.addEventListener("click", () => void this.remove(item, entry.id, when));
    return item;
  }

  // The focus goes to the neighbour of what is gone, so that a keyboard keeps its place.
  private async remove(item: HTMLElement, id: string, when: string): Promise<void> {
    if (!(await deleteAfterAsking(this.app, id, `analysis of ${when}`, this.signal))) return;
    const neighbour = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    this.showState();
    announce("The analysis is deleted.");
    (neighbour?.querySelector("a") ?? this.heading).focus();
  }
}

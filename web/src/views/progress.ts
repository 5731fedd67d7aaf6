// SPDX-License-Identifier: Apache-2.0
// How the skin changes: one concern over all photos that are still stored. The choice is kept in the address.

import { announce } from "../announce";
import type { App, MakeView } from "../app";
import { freshId, h, replace } from "../dom";
import type { Child } from "../dom";
import { asProblem, isAbort } from "../problem";
import { hashOf } from "../router";
import type { ConcernChoice, HistoryEntry, Progress } from "../wire";
import { changeFigures, changeSentence } from "./parts/change_words";
import { noticeBox, problemBox } from "./parts/problem_box";
import { progressChart } from "./parts/progress_chart";
import { progressTable } from "./parts/progress_table";

const analysesLookedAt = 20;
const asked_max = 3; // analyses that are asked for their concerns

export function progressView(concern: string): MakeView {
  return (app, signal) => {
    const page = new ProgressPage(app, concern, signal);
    void page.load();
    return { title: "How my skin changes", element: page.element };
  };
}

// What was asked for, else what stands out most in the newest photo.
export function firstChoice(choices: readonly ConcernChoice[], asked: string): ConcernChoice | undefined {
  const known = choices.find((one) => one.name === asked);
  return known ?? [...choices].sort((a, b) => (b.score ?? -1) - (a.score ?? -1))[0];
}

class ProgressPage {
  readonly element: HTMLElement;
  private readonly heading = h("h1", { tabindex: "-1" }, "How my skin changes");
  private readonly chooser = h("div", { class: "field chooser" });
  private readonly answer = h("div", { class: "change" });
  // Of the concern that is shown; aborted when another one is chosen.
  private showing = new AbortController();

  constructor(
    private readonly app: App,
    private readonly asked: string,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => this.showing.abort());
    this.element = h(
      "div",
      { class: "progress-page" },
      noticeBox(app.takeNotice()),
      this.heading,
      h("p", { class: "quiet lead" }, "Photos in the same light and from the same distance compare best."),
      this.chooser,
      this.answer,
    );
  }

  async load(): Promise<void> {
    replace(this.answer, h("p", { class: "quiet waiting" }, "Loading"));
    try {
      const choices = await this.choices();
      const first = firstChoice(choices, this.asked);
      if (first === undefined) this.showNothing("It takes two analysed photos to compare, and there is none yet.");
      else {
        this.showChooser(choices, first);
        await this.show(first);
      }
    } catch (thrown) {
      if (isAbort(thrown) || this.signal.aborted) return;
      this.showProblem(thrown, () => void this.load());
    }
  }

  // The newest photo that the engine measured knows the concerns; an analysis by another model has none (404).
  private async choices(): Promise<ConcernChoice[]> {
    const { entries } = await this.app.api.history("", analysesLookedAt, this.signal);
    const isMeasured = (entry: HistoryEntry): boolean => entry.status === "completed" && entry.prediction !== null;
    for (const entry of entries.filter(isMeasured).slice(0, asked_max)) {
      try {
        const choices = await this.app.api.concernChoices(entry.id, this.signal);
        if (choices.length > 0) return choices;
      } catch (thrown) {
        if (isAbort(thrown) || asProblem(thrown).status !== 404) throw thrown;
      }
    }
    return [];
  }

  private showChooser(choices: readonly ConcernChoice[], chosen: ConcernChoice): void {
    const id = freshId("concern");
    const options = choices.map((one) => h("option", { value: one.name, selected: one === chosen }, one.displayName));
    const select = h("select", { id, name: "concern" }, ...options);
    select.addEventListener("change", () => {
      const next = choices.find((one) => one.name === select.value);
      if (next === undefined) return;
      // Without a new entry in the browser's history: one step back leaves the page, whatever was looked at.
      history.replaceState(null, "", hashOf({ name: "progress", concern: next.name }));
      void this.show(next);
    });
    replace(this.chooser, h("label", { for: id }, "Concern"), select);
  }

  // What was shown stays until the answer is there, so that the page does not jump.
  private async show(choice: ConcernChoice): Promise<void> {
    this.showing.abort();
    const showing = new AbortController();
    this.showing = showing;
    this.answer.setAttribute("aria-busy", "true");
    try {
      const progress = await this.app.api.progress(choice.name, showing.signal);
      if (showing.signal.aborted) return;
      this.showProgress(choice, progress, showing.signal);
    } catch (thrown) {
      if (isAbort(thrown) || showing.signal.aborted) return;
      this.showProblem(thrown, () => void this.show(choice));
    }
  }

  private showProgress(choice: ConcernChoice, progress: Progress, signal: AbortSignal): void {
    const sentence = changeSentence(choice.displayName, progress);
    if (progress.change === "one_photo") this.showNothing(`${sentence} It takes two to compare.`);
    else {
      this.fill(
        "shown",
        h("h2", { class: "change-sentence" }, sentence),
        h("p", { class: "quiet" }, changeFigures(progress)),
        progress.change === "worse" &&
          h("p", { class: "lead" }, "Light, distance or a warm room can do this too. If a change worries you, show it to a doctor."),
        progressChart(choice.displayName, progress, signal),
        progressTable(choice.displayName, progress),
      );
    }
    announce(sentence);
  }

  private showNothing(sentence: string): void {
    this.fill("empty", h("p", {}, sentence), h("p", { class: "actions" }, h("a", { href: "#/", class: "button primary" }, "New photo")));
  }

  // The button that was pressed goes away, so the focus goes to the heading.
  private showProblem(thrown: unknown, retry: () => void): void {
    const again = h("button", { type: "button" }, "Try again");
    again.addEventListener("click", () => {
      this.heading.focus();
      retry();
    });
    this.fill("problem", problemBox(asProblem(thrown), again));
  }

  private fill(state: string, ...parts: Child[]): void {
    this.answer.removeAttribute("aria-busy");
    this.answer.dataset["state"] = state;
    replace(this.answer, ...parts);
  }
}

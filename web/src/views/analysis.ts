// SPDX-License-Identifier: Apache-2.0
// One analysis: its progress, the prediction as soon as there is one, then the explanation and the products.

import { announce } from "../announce";
import type { App, MakeView } from "../app";
import { h, replace } from "../dom";
import { follow, sleepUntilAborted } from "../follow";
import { dateAndTime, isoTime } from "../format";
import { asProblem, isAbort, Problem } from "../problem";
import type { Analysis, Prediction } from "../wire";
import { deleteAfterAsking } from "./parts/delete";
import { concernsSection } from "./parts/concerns";
import { detailsSection } from "./parts/details";
import { explanationSection } from "./parts/explanation";
import { Picture } from "./parts/picture";
import { likeness, predictionSection } from "./parts/prediction";
import { noticeBox, problemBox } from "./parts/problem_box";
import { productsSection } from "./parts/products";
import { received, stagesList } from "./parts/stages";
import { talkSection } from "./parts/talk";

export function analysisView(id: string): MakeView {
  return (app, signal) => {
    const page = new AnalysisPage(app, id, signal);
    void page.run();
    return { title: "Analysis", element: page.element };
  };
}

class AnalysisPage {
  readonly element: HTMLElement;
  private readonly heading = h("h1", { tabindex: "-1" }, "Analysis");
  private readonly progress = h("div", {});
  private readonly problems = h("div", {});
  private readonly first = h("div", { class: "first" });
  private readonly rest = h("div", { class: "rest" });
  private readonly concerns = h("div", { class: "rest" });
  private readonly talk = h("div", { class: "rest" });
  private readonly actions = h("p", { class: "actions" });
  private readonly picture: Picture;
  private predictionShown = false;

  constructor(
    private readonly app: App,
    private readonly id: string,
    private readonly signal: AbortSignal,
  ) {
    this.picture = new Picture(app, id, signal);
    replace(this.progress, app.photos.url(id) === null ? h("p", { class: "quiet waiting" }, "Loading") : stagesList(received));
    this.element = h(
      "div",
      { class: "analysis", "data-analysis": id },
      noticeBox(app.takeNotice()),
      this.heading,
      h("div", { class: "result" }, this.picture.element, h("div", { class: "answers" }, this.progress, this.problems, this.first)),
      this.rest,
      this.concerns,
      this.talk,
      this.actions,
    );
  }

  async run(): Promise<void> {
    replace(this.problems);
    const { api } = this.app;
    const tools = {
      fetch: (until: "prediction" | "end") => api.analysis(this.id, until, this.signal),
      sleep: (ms: number) => sleepUntilAborted(ms, this.signal),
      now_ms: () => Date.now(),
    };
    const watcher = {
      onState: (analysis: Analysis) => this.showState(analysis),
      onTrouble: (problem: Problem, wait_s: number) => this.showTrouble(problem, wait_s),
    };
    try {
      this.showEnd(await follow(tools, watcher));
    } catch (thrown) {
      if (!isAbort(thrown) && !this.signal.aborted) this.showStop(asProblem(thrown));
    }
  }

  private showState(analysis: Analysis): void {
    replace(this.problems);
    if (analysis.timestamp_s > 0) {
      const when = dateAndTime(analysis.timestamp_s);
      replace(this.heading, "Analysis of ", h("time", { datetime: isoTime(analysis.timestamp_s) }, when));
    }
    if (analysis.prediction === null) replace(this.progress, stagesList(analysis));
    else if (!this.predictionShown) this.showPrediction(analysis.prediction);
  }

  private showPrediction(prediction: Prediction): void {
    this.predictionShown = true;
    this.element.dataset["state"] = "predicted";
    replace(this.progress);
    replace(this.first, predictionSection(prediction));
    replace(this.rest, h("p", { class: "quiet waiting" }, "The explanation is being written."));
    announce(`${likeness(prediction)}. The explanation follows.`);
    void this.picture.loadOverlay();
    void this.showConcerns();
  }

  // Beside the main thing: without an answer the section is not there.
  private async showConcerns(): Promise<void> {
    try {
      const concerns = await this.app.api.concerns(this.id, this.signal);
      replace(this.concerns, concernsSection(concerns, (name) => void this.picture.showConcern(name)));
    } catch {
      replace(this.concerns);
    }
  }

  private showEnd(analysis: Analysis): void {
    replace(this.progress);
    this.element.dataset["state"] = analysis.status;
    if (analysis.status === "failed") this.showFailure(analysis);
    else this.showResult(analysis);
    this.showActions(analysis.status === "failed" ? "Try another photo" : "New photo");
  }

  private showResult(analysis: Analysis): void {
    replace(
      this.rest,
      analysis.explanation && explanationSection(analysis.explanation),
      analysis.products && productsSection(analysis.products),
      detailsSection(analysis),
    );
    replace(this.talk, talkSection(this.app.api, analysis, this.signal));
    announce("The explanation is complete.");
    void this.picture.loadOverlay();
  }

  private showFailure(analysis: Analysis): void {
    const failure = analysis.failure;
    const problem = new Problem({
      code: failure?.code ?? "failed",
      message: failure?.message || "This photo could not be analysed.",
      hint: failure?.hint ?? "",
      status: 200,
    });
    if (!this.predictionShown) replace(this.first);
    replace(this.rest);
    replace(this.problems, problemBox(problem));
  }

  private showActions(newPhoto: string): void {
    const remove = h("button", { type: "button", onclick: () => void this.remove() }, "Delete this analysis");
    replace(this.actions, h("a", { href: "#/", class: "button primary" }, newPhoto), remove);
  }

  private async remove(): Promise<void> {
    const what = this.heading.textContent?.replace(/^A/, "a") ?? "analysis";
    if (await deleteAfterAsking(this.app, this.id, what, this.signal)) {
      this.app.go({ name: "history" }, "The analysis is deleted.");
    }
  }

  private showTrouble(problem: Problem, wait_s: number): void {
    const again = wait_s === 1 ? "1 second" : `${wait_s} seconds`;
    const text = `${problem.message} Trying again in ${again}.`;
    replace(this.problems, h("p", { class: "notice", role: "status" }, text));
  }

  // The button that was pressed goes away, so the focus goes to the heading.
  private retry(): void {
    this.heading.focus();
    replace(this.progress, h("p", { class: "quiet waiting" }, "Loading"));
    void this.run();
  }

  private showStop(problem: Problem): void {
    replace(this.progress);
    const again = h("button", { type: "button", onclick: () => this.retry() }, "Try again");
    replace(this.problems, problemBox(problem, problem.passes ? again : h("a", { href: "#/history" }, "Go to your history")));
  }
}

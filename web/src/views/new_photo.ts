// SPDX-License-Identifier: Apache-2.0
// Choose or take a photo, agree once to its being stored, send it.

import { announce } from "../announce";
import type { App, MakeView } from "../app";
import { h, replace } from "../dom";
import { photoTypeOf } from "../photo";
import { asProblem, isAbort, Problem } from "../problem";
import { sendPhoto } from "./parts/sending";
import { consentQuestion } from "./parts/consent_question";
import { acceptDrops, photoChooser } from "./parts/photo_chooser";
import { photoPreview } from "./parts/photo_preview";
import { noticeBox, problemBox } from "./parts/problem_box";

export const newPhotoView: MakeView = (app, signal) => {
  const stage = h("div", { class: "stage" });
  const problems = h("div", { class: "problems" });
  const element = h(
    "div",
    { class: "new-photo" },
    noticeBox(app.takeNotice()),
    h("h1", { tabindex: "-1" }, "New photo"),
    h("div", { class: "columns" }, h("div", {}, problems, stage), tips()),
  );
  const flow = new NewPhoto(app, signal, stage, problems);
  flow.choose();
  acceptDrops(stage, (files) => void flow.take(files), signal);
  return { title: "New photo", element };
};

function tips(): HTMLElement {
  return h(
    "section",
    { class: "tips", "aria-labelledby": "tips-title" },
    h("h2", { id: "tips-title" }, "For a photo that can be measured"),
    h(
      "ul",
      {},
      h("li", {}, "Face a window, in even daylight, without flash."),
      h("li", {}, "Look straight at the camera, at arm’s length."),
      h("li", {}, "Take off glasses and make-up, and keep hair off the face."),
      h("li", {}, "One face, sharp, with no filter."),
    ),
  );
}

class NewPhoto {
  private sending = false;

  constructor(
    private readonly app: App,
    private readonly signal: AbortSignal,
    private readonly stage: HTMLElement,
    private readonly problems: HTMLElement,
  ) {}

  choose(): void {
    replace(this.stage, photoChooser((files) => void this.take(files)));
  }

  async take(files: readonly File[]): Promise<void> {
    const photo = files[0];
    if (photo === undefined || this.sending) return;
    replace(this.problems);
    const type = await photoTypeOf(photo).catch(() => null);
    if (this.signal.aborted || this.sending) return;
    if (type === null) this.refuse(photo);
    else this.ready(photo, type);
  }

  private refuse(photo: File): void {
    const problem = new Problem({
      code: "not_a_photo",
      message: photo.size === 0 ? `“${photo.name}” is empty.` : `“${photo.name}” is not a photo that Lumen can read.`,
      hint: "Choose a JPEG, PNG, WebP or HEIC photo.",
    });
    replace(this.problems, problemBox(problem));
  }

  private ready(photo: File, type: string): void {
    const subject = this.app.session.account?.subject ?? "";
    const consent = this.app.consent.given(subject) ? null : consentQuestion(this.app.deployment.retentionDays);
    const send = h("button", { type: "submit", class: "primary" }, "Analyse this photo");
    const other = h("button", { type: "button", class: "plain", onclick: () => this.startOver() }, "Choose another");
    const form = h("form", { class: "form" }, photoPreview(photo), consent, h("p", { class: "actions" }, send, other));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.app.consent.give(subject);
      void this.send(photo, type);
    });
    replace(this.stage, form);
    // The first thing to do next: agree, or send.
    (consent?.querySelector("input") ?? send).focus();
    announce(`${photo.name} is chosen.`);
  }

  private startOver(): void {
    replace(this.problems);
    this.choose();
    this.stage.querySelector("input")?.focus();
  }

  private async send(photo: File, type: string): Promise<void> {
    replace(this.problems);
    this.sending = true;
    try {
      const id = await sendPhoto(this.app, photo, type, this.stage, this.signal);
      if (this.signal.aborted) return;
      this.app.photos.add(id, photo);
      this.app.go({ name: "analysis", id });
    } catch (thrown) {
      if (this.signal.aborted) return;
      this.ready(photo, type);
      if (isAbort(thrown)) announce("The upload was cancelled.");
      else replace(this.problems, problemBox(asProblem(thrown)));
    } finally {
      this.sending = false;
    }
  }
}

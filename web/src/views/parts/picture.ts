// SPDX-License-Identifier: Apache-2.0
// The photo with what was measured drawn on it, everything or one concern, and a switch that takes the drawing away.

import type { App } from "../../app";
import { h, replace } from "../../dom";
import { asProblem, isAbort } from "../../problem";
import { checkbox } from "./form";

export class Picture {
  readonly element: HTMLElement;
  private readonly frame = h("div", { class: "frame" });
  private readonly controls = h("div", {});
  private readonly caption = h("figcaption", { class: "quiet" });
  private photo: HTMLImageElement | null = null;
  private overlay: HTMLImageElement | null = null;
  private loading = false;
  private wanted = "";
  private readonly drawn = new Map<string, string>(); // concern, or "" for everything, to its picture's address

  constructor(
    private readonly app: App,
    private readonly id: string,
    private readonly signal: AbortSignal,
  ) {
    this.element = h("figure", { class: "photo", hidden: true }, this.frame, this.controls, this.caption);
    const url = app.photos.url(id);
    if (url !== null) this.showPhoto(url);
  }

  // Loads the overlay unless it is already there. A missing one leaves the photo alone and says so.
  async loadOverlay(): Promise<void> {
    if (this.overlay !== null || this.loading) return;
    this.loading = true;
    this.element.hidden = false;
    this.frame.classList.toggle("empty", this.photo === null);
    try {
      this.showOverlay(await this.draw(""));
    } catch (thrown) {
      if (!isAbort(thrown)) this.say(asProblem(thrown).message);
    } finally {
      this.loading = false;
    }
  }

  // Everything for "". The newest wish counts when answers come out of order.
  async showConcern(concern: string): Promise<void> {
    this.wanted = concern;
    try {
      const url = await this.draw(concern);
      if (this.wanted !== concern) return;
      if (this.overlay === null) this.showOverlay(url);
      else this.overlay.src = url;
      this.caption.textContent = "";
      this.element.scrollIntoView({ block: "nearest" });
    } catch (thrown) {
      if (!isAbort(thrown)) this.say(asProblem(thrown).message);
    }
  }

  private async draw(concern: string): Promise<string> {
    const known = this.drawn.get(concern);
    if (known !== undefined) return known;
    const url = URL.createObjectURL(await this.app.api.overlay(this.id, concern, this.signal));
    this.signal.addEventListener("abort", () => URL.revokeObjectURL(url));
    this.drawn.set(concern, url);
    return url;
  }

  private showPhoto(url: string): void {
    const photo = h("img", { src: url, alt: "Your photo", class: "layer" });
    this.photo = photo;
    this.frame.append(photo);
    this.element.hidden = false;
    photo.addEventListener("error", () => {
      photo.remove();
      this.photo = null;
      this.element.hidden = this.overlay === null;
      replace(this.controls);
    });
  }

  private showOverlay(url: string): void {
    const alt = "Your photo with the measured areas drawn on it";
    const overlay = h("img", { src: url, alt, class: "layer overlay" });
    overlay.addEventListener("error", () => {
      overlay.remove();
      this.overlay = null;
      this.say("The picture of what was measured could not be shown.");
    });
    this.overlay = overlay;
    this.frame.classList.remove("empty");
    this.frame.append(overlay);
    this.caption.textContent = "";
    this.element.hidden = false;
    if (this.photo !== null) this.offerSwitch(overlay);
  }

  private offerSwitch(overlay: HTMLImageElement): void {
    const shown = checkbox("Show what was measured", { checked: true, name: "overlay" });
    const photo = this.photo;
    photo?.setAttribute("aria-hidden", "true");
    shown.input.addEventListener("change", () => {
      overlay.hidden = !shown.input.checked;
      if (shown.input.checked) photo?.setAttribute("aria-hidden", "true");
      else photo?.removeAttribute("aria-hidden");
    });
    replace(this.controls, shown.row);
  }

  private say(sentence: string): void {
    this.frame.classList.remove("empty");
    this.caption.textContent = sentence;
    this.element.hidden = false;
  }
}

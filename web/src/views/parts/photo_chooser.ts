// SPDX-License-Identifier: Apache-2.0
// Three ways to one photo: pick a file, take one with the camera of a phone, drop one.

import { freshId, h } from "../../dom";
import { acceptedTypes } from "../../photo";

export type TakeFiles = (files: readonly File[]) => void;

// A real file input, so that keyboard and screen reader work as everywhere; its label looks like a button.
function picker(text: string, kind: "primary" | "camera", take: TakeFiles): HTMLElement {
  const id = freshId("photo");
  const capture = kind === "camera" ? { accept: "image/*", capture: "user" } : { accept: acceptedTypes };
  const input = h("input", { id, type: "file", class: "unseen", name: kind === "camera" ? "camera" : "photo", ...capture });
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    // So that the same file can be chosen again.
    input.value = "";
    take(files);
  });
  // It looks like a button, so Enter presses it as Space does by itself.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    input.click();
  });
  const label = h("label", { for: id, class: kind === "camera" ? "button" : "button primary" }, text);
  return h("span", { class: kind === "camera" ? "picker picker-camera" : "picker" }, input, label);
}

export function photoChooser(take: TakeFiles): HTMLElement {
  return h(
    "div",
    { class: "drop-zone" },
    h("p", { class: "actions" }, picker("Choose a photo", "primary", take), picker("Take a photo", "camera", take)),
    h("p", { class: "hint drop-hint" }, "or drop one anywhere on this page"),
    h("p", { class: "hint" }, "JPEG, PNG, WebP or HEIC"),
  );
}

// The whole window takes drops while the view is open: a photo that misses the box must not replace the page.
export function acceptDrops(zone: HTMLElement, take: TakeFiles, signal: AbortSignal): void {
  const dragged = (event: DragEvent): void => {
    if (!(event.dataTransfer?.types.includes("Files") ?? false)) return;
    event.preventDefault();
    zone.classList.add("dragged-over");
  };
  const left = (event: DragEvent): void => {
    if (event.relatedTarget === null) zone.classList.remove("dragged-over");
  };
  const dropped = (event: DragEvent): void => {
    event.preventDefault();
    zone.classList.remove("dragged-over");
    take([...(event.dataTransfer?.files ?? [])]);
  };
  const options = { signal };
  window.addEventListener("dragover", dragged, options);
  window.addEventListener("dragleave", left, options);
  window.addEventListener("drop", dropped, options);
}

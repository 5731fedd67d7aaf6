// SPDX-License-Identifier: Apache-2.0
// The chosen photo, before it is sent. Some browsers cannot show HEIC; then its name stands alone.

import { h } from "../../dom";
import { fileSize } from "../../format";

export function photoPreview(photo: File): HTMLElement {
  const url = URL.createObjectURL(photo);
  const image = h("img", { src: url, alt: "The photo you chose", class: "preview" });
  const figure = h("figure", { class: "photo" }, image, h("figcaption", {}, `${photo.name}, ${fileSize(photo.size)}`));
  image.addEventListener("load", () => URL.revokeObjectURL(url));
  image.addEventListener("error", () => {
    URL.revokeObjectURL(url);
    image.replaceWith(h("p", { class: "no-preview" }, "This browser cannot show the photo, but it can send it."));
  });
  return figure;
}

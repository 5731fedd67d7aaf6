// SPDX-License-Identifier: Apache-2.0
// A score as a bar; the number always stands beside it as text.

import { h } from "../../dom";
import { outOf100 } from "../../format";

export function bar(share: number): HTMLElement {
  const filled = h("span", { class: "bar-filled" });
  // Through the object model, which the page's content security policy allows; a style attribute it would not.
  filled.style.width = `${outOf100(share)}%`;
  return h("span", { class: "bar", "aria-hidden": "true" }, filled);
}

// SPDX-License-Identifier: Apache-2.0
// An error as the server says it: what happened, what to do, and the reference to quote.

import { h } from "../../dom";
import type { Child } from "../../dom";
import type { Problem } from "../../problem";

// role=alert: read at once, wherever the focus is.
export function problemBox(problem: Problem, ...actions: Child[]): HTMLElement {
  return h(
    "div",
    { class: "problem", role: "alert" },
    h("p", { class: "problem-message" }, problem.message),
    problem.hint !== "" && h("p", {}, problem.hint),
    problem.requestId !== "" && h("p", { class: "quiet" }, "Reference: ", h("code", {}, problem.requestId)),
    actions.length > 0 && h("p", { class: "actions" }, ...actions),
  );
}

export function noticeBox(text: string): HTMLElement | null {
  return text === "" ? null : h("p", { class: "notice", role: "status" }, text);
}

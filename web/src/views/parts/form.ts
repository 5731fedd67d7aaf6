// SPDX-License-Identifier: Apache-2.0
// Labelled fields and a form that shows what went wrong where the person is.

import { freshId, h, replace } from "../../dom";
import type { Attributes, Child } from "../../dom";
import { asProblem, isAbort } from "../../problem";
import { problemBox } from "./problem_box";

export interface Field {
  readonly row: HTMLElement;
  readonly input: HTMLInputElement;
}

export function field(label: string, attributes: Attributes, hint: Child = null): Field {
  const id = freshId("field");
  const hintId = `${id}-hint`;
  const described = hint === null ? {} : { "aria-describedby": hintId };
  const input = h("input", { id, ...described, ...attributes });
  const row = h("div", { class: "field" }, h("label", { for: id }, label), input, hint !== null && h("p", { id: hintId, class: "hint" }, hint));
  return { row, input };
}

export function checkbox(label: Child, attributes: Attributes): Field {
  const id = freshId("check");
  const input = h("input", { id, type: "checkbox", ...attributes });
  return { row: h("div", { class: "check" }, input, h("label", { for: id }, label)), input };
}

// A password field with a button that shows what is typed.
export function passwordField(label: string, attributes: Attributes, hint: Child = null): Field {
  const made = field(label, { type: "password", required: true, maxlength: "256", ...attributes }, hint);
  const toggle = h("button", { type: "button", class: "plain", "aria-pressed": "false", "aria-controls": made.input.id }, "Show password");
  toggle.addEventListener("click", () => {
    const shown = made.input.type === "text";
    made.input.type = shown ? "password" : "text";
    toggle.textContent = shown ? "Show password" : "Hide password";
    toggle.setAttribute("aria-pressed", String(!shown));
  });
  made.input.after(toggle);
  return made;
}

// The button stays focusable while the action runs; a second press does nothing.
export function form(button: string, action: () => Promise<void>, ...rows: Child[]): HTMLFormElement {
  const problems = h("div", { class: "problems" });
  const submit = h("button", { type: "submit", class: "primary" }, button);
  const element = h("form", { class: "form" }, ...rows, problems, h("p", { class: "actions" }, submit));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-disabled") === "true") return;
    submit.setAttribute("aria-disabled", "true");
    replace(problems);
    action()
      .catch((thrown: unknown) => {
        if (!isAbort(thrown)) replace(problems, problemBox(asProblem(thrown)));
      })
      .finally(() => submit.removeAttribute("aria-disabled"));
  });
  return element;
}

// SPDX-License-Identifier: Apache-2.0
// Asks before deleting. A native modal dialog: it keeps the focus inside, Escape means no, the focus returns.

import type { App } from "../../app";
import { h } from "../../dom";
import { asProblem, isAbort } from "../../problem";
import { problemBox } from "./problem_box";

// Resolves to true once the analysis is deleted, to false when the person keeps it.
export function deleteAfterAsking(app: App, id: string, what: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const problems = h("div", {});
    const keep = h("button", { type: "button" }, "Keep it");
    const remove = h("button", { type: "button", class: "danger" }, "Delete");
    const dialog = h(
      "dialog",
      { "aria-labelledby": "delete-title", "aria-describedby": "delete-text" },
      h("h2", { id: "delete-title" }, `Delete the ${what}?`),
      h("p", { id: "delete-text" }, "The photo, its result and the explanation are deleted from the server. This cannot be undone."),
      problems,
      h("p", { class: "actions" }, keep, remove),
    );
    let deleted = false;
    const close = (): void => dialog.close();
    keep.addEventListener("click", close);
    signal.addEventListener("abort", close, { once: true });
    remove.addEventListener("click", () => {
      remove.disabled = true;
      app.api
        .remove(id, signal)
        .then(() => {
          deleted = true;
          app.photos.drop(id);
          close();
        })
        .catch((thrown: unknown) => {
          remove.disabled = false;
          if (!isAbort(thrown)) problems.replaceChildren(problemBox(asProblem(thrown)));
        });
    });
    dialog.addEventListener("close", () => {
      signal.removeEventListener("abort", close);
      dialog.remove();
      resolve(deleted);
    });
    document.body.append(dialog);
    dialog.showModal();
    keep.focus();
  });
}

// SPDX-License-Identifier: Apache-2.0
// Asks before deleting. A native modal dialog: it keeps the focus inside, Escape means no, the focus returns.

import type { App } from "../../app";
import { h } from "../../dom";
import { asProblem, isAbort } from "../../problem";
import { problemBox } from "./problem_box";

interface Question {
  readonly title: string;
  readonly text: string;
  readonly keep: string;
  readonly remove: string;
}

// Resolves to true once `action` is done, to false when the person keeps it.
function doAfterAsking(question: Question, action: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const problems = h("div", {});
    const keep = h("button", { type: "button" }, question.keep);
    const remove = h("button", { type: "button", class: "danger" }, question.remove);
    const dialog = h(
      "dialog",
      { "aria-labelledby": "delete-title", "aria-describedby": "delete-text" },
      h("h2", { id: "delete-title" }, question.title),
      h("p", { id: "delete-text" }, question.text),
      problems,
      h("p", { class: "actions" }, keep, remove),
    );
    let done = false;
    const close = (): void => dialog.close();
    keep.addEventListener("click", close);
    signal.addEventListener("abort", close, { once: true });
    remove.addEventListener("click", () => {
      remove.disabled = true;
      action()
        .then(() => {
          done = true;
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
      resolve(done);
    });
    document.body.append(dialog);
    dialog.showModal();
    keep.focus();
  });
}

// Resolves to true once the analysis is deleted.
export function deleteAfterAsking(app: App, id: string, what: string, signal: AbortSignal): Promise<boolean> {
  const question = {
    title: `Delete the ${what}?`,
    text: "The photo, its result, the explanation and what was said about it are deleted from the server. This cannot be undone.",
    keep: "Keep it",
    remove: "Delete",
  };
  const action = async (): Promise<void> => {
    await app.api.remove(id, signal);
    app.photos.drop(id);
  };
  return doAfterAsking(question, action, signal);
}

// The session ends with the account, so nothing is left to do here.
export async function deleteAccountAfterAsking(app: App, signal: AbortSignal): Promise<void> {
  const question = {
    title: "Delete your account?",
    text: "Your account, all photos, results and conversations are deleted from the server. This cannot be undone.",
    keep: "Keep my account",
    remove: "Delete everything",
  };
  await doAfterAsking(question, () => app.session.deleteAccount(), signal);
}

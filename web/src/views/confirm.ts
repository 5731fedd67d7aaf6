// SPDX-License-Identifier: Apache-2.0
import type { MakeView } from "../app";
import { h } from "../dom";
import type { Field } from "./parts/form";
import { field, form } from "./parts/form";
import { noticeBox } from "./parts/problem_box";

function addressField(): Field {
  return field("E-mail address", {
    type: "email",
    name: "email",
    autocomplete: "username",
    required: true,
    maxlength: "128",
    autocapitalize: "none",
    spellcheck: "false",
  });
}

export const confirmView: MakeView = (app) => {
  const pending = app.pending;
  const email = pending === null ? addressField() : null;
  const code = field("Code", {
    name: "code",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    required: true,
    maxlength: "64",
    spellcheck: "false",
    class: "code-input",
  });

  const confirm = async (): Promise<void> => {
    const address = pending?.email ?? email?.input.value.trim() ?? "";
    await app.cognito.confirmSignUp(address, code.input.value.trim());
    app.pending = null;
    if (pending === null) {
      app.go({ name: "sign_in" }, "Your address is confirmed. You can sign in now.");
      return;
    }
    await app.session.signIn(address, pending.password, "on_this_device");
    app.goWhereAsked();
  };

  const element = h(
    "div",
    { class: "narrow" },
    noticeBox(app.takeNotice()),
    h("h1", { tabindex: "-1" }, "Confirm your address"),
    h("p", { class: "lead" }, pending === null ? "Enter the code we sent you." : `Enter the code we sent to ${pending.destination}.`),
    form("Confirm", confirm, email?.row, code.row),
    h(
      "p",
      { class: "quiet" },
      "Running Lumen yourself? ",
      h("code", {}, `lumen user code ${pending?.email ?? "EMAIL"}`),
      " prints it.",
    ),
    h("p", {}, h("a", { href: "#/sign-in" }, "Back to sign in")),
  );
  return { title: "Confirm your address", element };
};

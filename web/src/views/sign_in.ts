// SPDX-License-Identifier: Apache-2.0
import type { MakeView } from "../app";
import { h } from "../dom";
import { maskedAddress } from "../format";
import { Problem } from "../problem";
import { checkbox, field, form, passwordField } from "./parts/form";
import { noticeBox } from "./parts/problem_box";

export const signInView: MakeView = (app) => {
  const email = field("E-mail address", {
    type: "email",
    name: "email",
    autocomplete: "username",
    required: true,
    maxlength: "128",
    autocapitalize: "none",
    spellcheck: "false",
  });
  const password = passwordField("Password", { name: "password", autocomplete: "current-password" });
  const stay = checkbox("Stay signed in on this device", { name: "stay", checked: true });

  const signIn = async (): Promise<void> => {
    const address = email.input.value.trim();
    try {
      await app.session.signIn(address, password.input.value, stay.input.checked ? "on_this_device" : "until_tab_closes");
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.code !== "UserNotConfirmedException") throw thrown;
      app.pending = { email: address, password: password.input.value, destination: maskedAddress(address) };
      app.go({ name: "confirm" }, "This account is not confirmed yet.");
      return;
    }
    app.goWhereAsked();
  };

  const element = h(
    "div",
    { class: "narrow" },
    noticeBox(app.takeNotice()),
    h("h1", { tabindex: "-1" }, "Sign in"),
    h(
      "p",
      { class: "lead" },
      "Lumen measures the skin on a photo of your face, explains what it measured and lists products that may suit it.",
    ),
    form("Sign in", signIn, email.row, password.row, stay.row),
    h("p", {}, "New here? ", h("a", { href: "#/sign-up" }, "Create an account")),
  );
  return { title: "Sign in", element };
};

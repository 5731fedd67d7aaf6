// SPDX-License-Identifier: Apache-2.0
import type { MakeView } from "../app";
import { h } from "../dom";
import { field, form, passwordField } from "./parts/form";
import { noticeBox } from "./parts/problem_box";

export const signUpView: MakeView = (app) => {
  const email = field("E-mail address", {
    type: "email",
    name: "email",
    autocomplete: "username",
    required: true,
    maxlength: "128",
    autocapitalize: "none",
    spellcheck: "false",
  });
  const password = passwordField(
    "Password",
    { name: "password", autocomplete: "new-password", minlength: "8" },
    "At least 8 characters, with an upper-case letter, a lower-case letter and a digit.",
  );

  const signUp = async (): Promise<void> => {
    const address = email.input.value.trim();
    const destination = await app.cognito.signUp(address, password.input.value);
    if (destination === "") {
      await app.session.signIn(address, password.input.value, "on_this_device");
      app.goWhereAsked();
      return;
    }
    app.pending = { email: address, password: password.input.value, destination };
    app.go({ name: "confirm" });
  };

  const element = h(
    "div",
    { class: "narrow" },
    noticeBox(app.takeNotice()),
    h("h1", { tabindex: "-1" }, "Create an account"),
    form("Create account", signUp, email.row, password.row),
    h("p", {}, "Already have one? ", h("a", { href: "#/sign-in" }, "Sign in")),
    h("p", {}, "Already have a code? ", h("a", { href: "#/confirm" }, "Confirm your address")),
  );
  return { title: "Create an account", element };
};

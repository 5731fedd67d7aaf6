// SPDX-License-Identifier: Apache-2.0
// What happens to a photo, said before the first one is sent.

import { days } from "../../deployment";
import { h } from "../../dom";
import { checkbox } from "./form";

export function consentQuestion(retentionDays: number): HTMLElement {
  const agree = checkbox("I agree that my photo is stored and measured in this way.", { name: "consent", required: true });
  return h(
    "fieldset",
    { class: "consent" },
    h("legend", {}, "Before your first photo"),
    h(
      "p",
      {},
      `Lumen stores the photo and its result under your account and deletes both after ${days(retentionDays)}. ` +
        "You can delete them sooner under History at any time. Location and camera details are removed before the photo is stored. " +
        "Lumen is not a medical device and does not replace a doctor.",
    ),
    agree.row,
  );
}

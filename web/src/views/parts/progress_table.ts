// SPDX-License-Identifier: Apache-2.0
// Every value of a chart as a table, newest first, with the way to each analysis.

import { h } from "../../dom";
import { counted, dateAndTime, isoTime, outOf100, points as written } from "../../format";
import { hashOf } from "../../router";
import type { Progress, ProgressPoint } from "../../wire";

function row(point: ProgressPoint): HTMLElement {
  const when = h("time", { datetime: isoTime(point.timestamp_s) }, dateAndTime(point.timestamp_s));
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, h("a", { href: hashOf({ name: "analysis", id: point.id }) }, when)),
    h("td", { class: "number" }, written(point.score)),
    h("td", { class: "number" }, outOf100(point.confidence)),
  );
}

export function progressTable(name: string, progress: Progress): HTMLElement {
  const heads = [h("th", { scope: "col" }, "Photo of"), ...["Score", "Certainty"].map((text) => h("th", { scope: "col", class: "number" }, text))];
  return h(
    "details",
    {},
    h("summary", {}, `The values as a table (${counted(progress.points.length, "photo", "photos")})`),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Values" },
      h(
        "table",
        {},
        h("caption", { class: "unseen" }, `${name}: score and certainty of each photo, both from 0 to 100`),
        h("thead", {}, h("tr", {}, ...heads)),
        h("tbody", {}, ...[...progress.points].reverse().map(row)),
      ),
    ),
  );
}

// SPDX-License-Identifier: Apache-2.0
// The numbers behind a result, for those who want them: measurements, engine, time per stage.

import { h } from "../../dom";
import { duration, measuredValue } from "../../format";
import { readableLabel } from "../../wire";
import type { Analysis, Measurement } from "../../wire";

function measurementRow(measurement: Measurement): HTMLElement {
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, readableLabel(measurement.name)),
    h("td", {}, readableLabel(measurement.region)),
    h("td", { class: "number" }, measuredValue(measurement.value)),
    h("td", {}, measurement.unit),
  );
}

function measurementsTable(measurements: readonly Measurement[]): HTMLElement {
  return h(
    "details",
    {},
    h("summary", {}, `Measurements (${measurements.length})`),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Measurements" },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ...["Measured", "Where", "Value", "Unit"].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, ...measurements.map(measurementRow)),
      ),
    ),
  );
}

// Stage times are in milliseconds; what is no time (a cost) has another unit in its name and is left out.
export function isTime(name: string): boolean {
  return !/(usd|cost|tokens|count|bytes)$/i.test(name);
}

function timingTable(timing: Analysis["timing"]): HTMLElement {
  const rows = timing.map(([stage, ms]) =>
    h("tr", {}, h("th", { scope: "row" }, readableLabel(stage.replace(/_?ms$/, ""))), h("td", { class: "number" }, duration(ms))),
  );
  return h("details", {}, h("summary", {}, "How long it took"), h("table", {}, h("tbody", {}, ...rows)));
}

export function detailsSection(analysis: Analysis): HTMLElement | null {
  const measurements = analysis.prediction?.measurements ?? [];
  const timing = analysis.timing.filter(([name]) => isTime(name));
  const engine = analysis.prediction?.engine ?? "";
  if (measurements.length === 0 && timing.length === 0 && engine === "") return null;
  return h(
    "section",
    { class: "numbers", "aria-labelledby": "numbers-title" },
    h("h2", { id: "numbers-title" }, "The numbers behind it"),
    measurements.length > 0 && measurementsTable(measurements),
    timing.length > 0 && timingTable(timing),
    engine !== "" && h("p", { class: "quiet" }, `Measured by: ${engine}`),
  );
}

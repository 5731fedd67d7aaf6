// SPDX-License-Identifier: Apache-2.0
// One concern over time as a line, over the band of what is no real change. Drawn at the width it has, so that its
// text keeps its size on every screen. Nothing is told by colour alone, and nothing moves.

import { h, replace, svg } from "../../dom";
import { dateAndTime, points as written } from "../../format";
import type { Progress } from "../../wire";
import { chartName } from "./change_words";
import { chartScale } from "./chart_scale";
import type { Box, ChartScale } from "./chart_scale";

const height = 248;
const width_min = 200;

function axes(scale: ChartScale, box: Box): SVGElement[] {
  const lines = scale.scoreTicks.map(({ at }) => svg("line", { class: "chart-grid", x1: box.left, x2: box.right, y1: at, y2: at }));
  const scores = scale.scoreTicks.map(({ at, text }) =>
    svg("text", { class: "chart-text", x: box.left - 26, y: at + 4, "text-anchor": "end" }, text),
  );
  const dates = scale.dateTicks.map(({ at, text }) =>
    svg("text", { class: "chart-text", x: at, y: height - 6, "text-anchor": "middle" }, text),
  );
  return [...lines, ...scores, ...dates];
}

// Where nothing can be compared, a line that leaves a band would claim that it can.
function hasBand(progress: Progress): boolean {
  return progress.change !== "unsure";
}

function band(scale: ChartScale, box: Box): SVGElement[] {
  const { top, bottom } = scale.band;
  const edges = [top, bottom].map((y) => svg("line", { class: "chart-band-edge", x1: box.left - 8, x2: box.right + 8, y1: y, y2: y }));
  const size = { x: box.left - 8, y: top, width: box.right - box.left + 16, height: Math.max(1, bottom - top) };
  return [svg("rect", { class: "chart-band", ...size }), ...edges];
}

// A dot for each photo; the browser shows its title to whoever points at it.
function dots(progress: Progress, scale: ChartScale): SVGElement[] {
  const look = progress.points.length > 30 ? { class: "chart-dot chart-dot-small", r: 2.5 } : { class: "chart-dot", r: 5 };
  return progress.points.map((one, index) => {
    const title = svg("title", {}, `${dateAndTime(one.timestamp_s)}: ${written(one.score)} of 100`);
    return svg("circle", { ...look, cx: scale.xs[index] ?? 0, cy: scale.ys[index] ?? 0 }, title);
  });
}

// The first and the last score as text, on the side where the line is not.
function ends(progress: Progress, scale: ChartScale): SVGElement[] {
  const last = progress.points.length - 1;
  return [
    { index: 0, neighbour: 1 },
    { index: last, neighbour: last - 1 },
  ].map(({ index, neighbour }) => {
    const y = scale.ys[index] ?? 0;
    const isAbove = y <= (scale.ys[neighbour] ?? 0);
    const at = { x: scale.xs[index] ?? 0, y: isAbove ? y - 12 : y + 22 };
    return svg("text", { class: "chart-value", ...at, "text-anchor": "middle" }, written(progress.points[index]?.score ?? 0));
  });
}

function drawing(name: string, progress: Progress, width: number): SVGSVGElement {
  const box: Box = { left: 54, right: width - 32, top: 24, bottom: height - 46 };
  const scale = chartScale(progress, box);
  const line = scale.xs.map((x, index) => `${x.toFixed(1)},${(scale.ys[index] ?? 0).toFixed(1)}`).join(" ");
  return svg(
    "svg",
    { class: "chart", role: "img", "aria-label": chartName(name, progress), width, height, viewBox: `0 0 ${width} ${height}` },
    ...(hasBand(progress) ? band(scale, box) : []),
    ...axes(scale, box),
    svg("polyline", { class: "chart-line", points: line }),
    ...dots(progress, scale),
    ...ends(progress, scale),
  );
}

function key(mark: "line" | "band", text: string): HTMLElement {
  return h("span", { class: "key" }, h("span", { class: `key-mark key-${mark}`, "aria-hidden": "true" }), text);
}

// `signal`: aborted when the chart is no longer shown.
export function progressChart(name: string, progress: Progress, signal: AbortSignal): HTMLElement {
  const canvas = h("div", { class: "chart-canvas" });
  const figure = h(
    "figure",
    { class: "chart-figure" },
    canvas,
    h(
      "figcaption",
      { class: "facts quiet" },
      key("line", "One photo each, 0 to 100: lower is less"),
      hasBand(progress) && key("band", "No real change from the beginning"),
    ),
  );
  const observer = new ResizeObserver(() => {
    const width = Math.max(width_min, Math.floor(canvas.clientWidth));
    if (Number(canvas.firstElementChild?.getAttribute("width")) !== width) replace(canvas, drawing(name, progress, width));
  });
  observer.observe(canvas);
  signal.addEventListener("abort", () => observer.disconnect());
  return figure;
}

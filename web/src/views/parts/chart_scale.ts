// SPDX-License-Identifier: Apache-2.0
// Where things lie on the chart of one concern: scores upwards, dates to the right. Lengths in CSS pixels. Pure.

import { isSameDay, shortDate, timeOfDay } from "../../format";
import type { Progress, ProgressPoint } from "../../wire";

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface ChartScale {
  readonly xs: readonly number[]; // one for each point
  readonly ys: readonly number[];
  readonly scoreTicks: readonly Tick[]; // lowest score first
  readonly dateTicks: readonly Tick[]; // earliest first
  readonly band: { readonly top: number; readonly bottom: number };
}

const scoreSpan_min = 20; // so that a small difference does not look like a large one
const steps = [5, 10, 20, 25];
const intervals_max = 5;
const dateLabel_px = 76; // from the middle of one label to the middle of the next

// The scores that the chart reaches from and to, whole steps between 0 and 100 around everything that is drawn.
export function scoreRange(progress: Progress): { low: number; high: number; step: number } {
  const drawn = [progress.from - progress.band, progress.from + progress.band, ...progress.points.map((one) => one.score)];
  let low = Math.max(0, Math.min(...drawn));
  let high = Math.min(100, Math.max(...drawn));
  const wanting = scoreSpan_min - (high - low);
  if (wanting > 0) {
    low = Math.min(Math.max(0, low - wanting / 2), 100 - scoreSpan_min);
    high = Math.max(high, low + scoreSpan_min);
  }
  for (const step of steps) {
    const from = Math.floor(low / step) * step;
    const to = Math.ceil(high / step) * step;
    if ((to - from) / step <= intervals_max) return { low: from, high: to, step };
  }
  return { low: 0, high: 100, step: 25 };
}

// By time; photos of one and the same second stand side by side.
function placesInTime(points: readonly ProgressPoint[], box: Box): number[] {
  const first_s = points[0]?.timestamp_s ?? 0;
  const span_s = (points.at(-1)?.timestamp_s ?? 0) - first_s;
  const last = Math.max(1, points.length - 1);
  return points.map((one, index) => {
    const share = span_s > 0 ? (one.timestamp_s - first_s) / span_s : index / last;
    return box.left + share * (box.right - box.left);
  });
}

// The first and the last date are always told, those between where there is room.
function dateTicks(points: readonly ProgressPoint[], xs: readonly number[]): Tick[] {
  const first_s = points[0]?.timestamp_s ?? 0;
  const last_s = points.at(-1)?.timestamp_s ?? 0;
  const oneYear = new Date(first_s * 1000).getFullYear() === new Date(last_s * 1000).getFullYear();
  const text = (epoch_s: number): string =>
    isSameDay(first_s, last_s) ? timeOfDay(epoch_s) : shortDate(epoch_s, oneYear ? "without year" : "with year");
  const all = points.map((one, index) => ({ at: xs[index] ?? 0, text: text(one.timestamp_s) }));
  const end = all.at(-1);
  if (end === undefined) return [];
  const ticks: Tick[] = [];
  for (const tick of all.slice(0, -1)) {
    const before = ticks.at(-1);
    const isClear = before === undefined || (tick.at - before.at >= dateLabel_px && end.at - tick.at >= dateLabel_px);
    if (isClear && before?.text !== tick.text) ticks.push(tick);
  }
  return [...ticks, end];
}

export function chartScale(progress: Progress, box: Box): ChartScale {
  const { low, high, step } = scoreRange(progress);
  const y = (score: number): number =>
    box.bottom - ((Math.min(high, Math.max(low, score)) - low) / (high - low)) * (box.bottom - box.top);
  const xs = placesInTime(progress.points, box);
  const scoreTicks: Tick[] = [];
  for (let score = low; score <= high; score += step) scoreTicks.push({ at: y(score), text: String(score) });
  return {
    xs,
    ys: progress.points.map((one) => y(one.score)),
    scoreTicks,
    dateTicks: dateTicks(progress.points, xs),
    band: { top: y(progress.from + progress.band), bottom: y(progress.from - progress.band) },
  };
}

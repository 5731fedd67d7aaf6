// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { changeFigures, changeSentence, chartName } from "./views/parts/change_words";
import { chartScale, scoreRange } from "./views/parts/chart_scale";
import { firstChoice } from "./views/progress";
import type { Change, Progress } from "./wire";

const day_s = 86_400;
const noon_s = Date.UTC(2026, 9, 3, 12) / 1000; // 3 October 2026
const box = { left: 40, right: 340, top: 20, bottom: 220 };

function progress(change: Change, scores: readonly number[], apart_s = 10 * day_s, band = 4): Progress {
  const points = scores.map((score, index) => ({ id: `a${index}`, timestamp_s: noon_s + index * apart_s, score, confidence: 0.9 }));
  return { points, change, from: scores[0] ?? 0, to: scores.at(-1) ?? 0, band };
}

test("a change is told in plain words, with the day it is counted from", () => {
  assert.equal(changeSentence("Redness", progress("same", [40, 41])), "Redness: no real change since 3 October 2026.");
  assert.equal(
    changeSentence("Redness", progress("better", [40, 30])),
    "Redness: less than on 3 October 2026, beyond what two photos of one day differ by.",
  );
  assert.match(changeSentence("Fine lines", progress("worse", [30, 40])), /^Fine lines: more than on 3 October 2026, beyond/);
  assert.match(changeSentence("Redness", progress("unsure", [30, 40])), /not show it clearly enough to compare/);
  assert.equal(changeSentence("Redness", progress("one_photo", [])), "Redness: not measured in any photo yet.");
  assert.match(changeSentence("Redness", progress("one_photo", [3])), /^Redness: one photo so far, of 3 Oct 2026/);
});

test("photos of one day are told apart by their time", () => {
  assert.match(changeSentence("Redness", progress("same", [40, 41], 60)), /since 3 Oct 2026, \d\d:\d\d\.$/);
});

test("no sentence diagnoses", () => {
  for (const change of ["same", "better", "worse", "unsure", "one_photo"] as const) {
    const one = progress(change, [40, 20]);
    const words = [changeSentence("Redness", one), changeFigures(one), chartName("Redness", one)].join(" ");
    assert.doesNotMatch(words, /\b(cure|heal|disease|diagnos|treat|patient|healthy|worse|better)/i);
  }
});

test("the figures say when they are averages", () => {
  assert.equal(
    changeFigures(progress("same", [40, 41.26])),
    "The first photo has 40 of 100, the newest 41.3. A difference up to 4 is no real change.",
  );
  assert.match(changeFigures(progress("same", [40, 41, 42, 43])), /^The first photos average 40 of 100, the newest 43\./);
});

test("without certainty no figures are compared", () => {
  assert.doesNotMatch(changeFigures(progress("unsure", [40, 20])), /\d/);
});

test("the chart has a name that tells what it shows", () => {
  assert.match(chartName("Redness", progress("same", [40, 41, 38])), /^Line chart of redness in 3 photos, from 40 on 3 Oct 2026.* to 38 on 23 Oct 2026.*table below/);
});

test("the scores of a chart reach around what is drawn, in whole steps, and never less than 20 apart", () => {
  assert.deepEqual(scoreRange(progress("same", [50, 51], day_s, 2)), { low: 40, high: 60, step: 5 });
  assert.deepEqual(scoreRange(progress("same", [0, 1], day_s, 3)), { low: 0, high: 20, step: 5 });
  assert.deepEqual(scoreRange(progress("same", [100, 99], day_s, 3)), { low: 80, high: 100, step: 5 });
  assert.deepEqual(scoreRange(progress("better", [90, 10])), { low: 0, high: 100, step: 20 });
  for (let from = 0; from <= 100; from += 1) {
    for (let to = 0; to <= 100; to += 7) {
      const { low, high, step } = scoreRange(progress("same", [from, to], day_s, 2.8));
      assert.ok(low >= 0 && high <= 100 && high - low >= 20, `${from} to ${to}: ${low} to ${high}`);
      assert.ok(low <= Math.min(from, to) && high >= Math.max(from, to) && (high - low) / step <= 5);
    }
  }
});

test("points lie by their date and score, the band around where it began", () => {
  const scale = chartScale(progress("better", [50, 40, 30], 10 * day_s, 5), box);
  assert.deepEqual(scale.xs, [40, 190, 340]);
  assert.ok((scale.ys[0] ?? 0) < (scale.ys[1] ?? 0) && (scale.ys[1] ?? 0) < (scale.ys[2] ?? 0), "a higher score lies higher");
  assert.ok(scale.band.top < (scale.ys[0] ?? 0) && (scale.ys[0] ?? 0) < scale.band.bottom && scale.band.bottom < (scale.ys[2] ?? 0));
  assert.deepEqual(scale.dateTicks.map((one) => one.text), ["3 Oct", "13 Oct", "23 Oct"]);
});

test("photos of one second stand side by side", () => {
  assert.deepEqual(chartScale(progress("same", [50, 51, 52], 0), box).xs, [40, 190, 340]);
});

test("dates keep their distance, and tell the year when it changes", () => {
  const many = chartScale(progress("same", Array<number>(40).fill(50), 5 * day_s), box).dateTicks;
  assert.ok(many.length >= 2 && many.length <= 5);
  for (let index = 1; index < many.length; index += 1) assert.ok((many[index]?.at ?? 0) - (many[index - 1]?.at ?? 0) >= 76);
  assert.match(many.at(-1)?.text ?? "", / 27$/);
});

test("the band stays on the chart", () => {
  const scale = chartScale(progress("same", [1, 0], day_s, 4), box);
  assert.ok(scale.band.top >= box.top && scale.band.bottom <= box.bottom);
});

test("the concern of the address is shown first, else the strongest", () => {
  const choices = [
    { name: "redness", displayName: "Redness", score: 12 },
    { name: "pores", displayName: "Pores", score: 40 },
    { name: "shine", displayName: "Shine", score: null },
  ];
  assert.equal(firstChoice(choices, "shine")?.name, "shine");
  assert.equal(firstChoice(choices, "nonsense")?.name, "pores");
  assert.equal(firstChoice([], "redness"), undefined);
});

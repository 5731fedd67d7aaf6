// SPDX-License-Identifier: Apache-2.0
// What became of one concern, in plain words. A change is only called one beyond what two photos of one day differ
// by (the server judges that); nothing here says what the change means for a person's health. Pure.

import { dateAndTime, isSameDay, longDate, points as written } from "../../format";
import type { Progress } from "../../wire";

// The day of the first photo, with its time when all photos are of one day.
function beginning(progress: Progress): string {
  const first_s = progress.points[0]?.timestamp_s ?? 0;
  const last_s = progress.points.at(-1)?.timestamp_s ?? 0;
  return isSameDay(first_s, last_s) ? dateAndTime(first_s) : longDate(first_s);
}

export function changeSentence(name: string, progress: Progress): string {
  const since = beginning(progress);
  switch (progress.change) {
    case "same":
      return `${name}: no real change since ${since}.`;
    case "better":
      return `${name}: less than on ${since}, beyond what two photos of one day differ by.`;
    case "worse":
      return `${name}: more than on ${since}, beyond what two photos of one day differ by.`;
    case "unsure":
      return `${name}: these photos do not show it clearly enough to compare.`;
    case "one_photo":
      return progress.points.length === 0
        ? `${name}: not measured in any photo yet.`
        : `${name}: one photo so far, of ${since}.`;
  }
}

// The figures behind the sentence. With four photos or more the ends are averages.
export function changeFigures(progress: Progress): string {
  if (progress.change === "unsure") return "The first or the newest photos show it with little certainty. The table tells the certainty of each.";
  const compared =
    progress.points.length >= 4
      ? `The first photos average ${written(progress.from)} of 100, the newest ${written(progress.to)}.`
      : `The first photo has ${written(progress.from)} of 100, the newest ${written(progress.to)}.`;
  return `${compared} A difference up to ${written(progress.band)} is no real change.`;
}

export function chartName(name: string, progress: Progress): string {
  const first = progress.points[0];
  const last = progress.points.at(-1);
  if (first === undefined || last === undefined) return name;
  const ends = `from ${written(first.score)} on ${dateAndTime(first.timestamp_s)} to ${written(last.score)} on ${dateAndTime(last.timestamp_s)}`;
  return `Line chart of ${name.toLowerCase()} in ${progress.points.length} photos, ${ends}. The table below has every value.`;
}

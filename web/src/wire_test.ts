// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  readableLabel,
  readAnalysis,
  readConcernChoices,
  readConcerns,
  readHistory,
  readPrediction,
  readProduct,
  readProgress,
  readTicket,
  webAddress,
} from "./wire";

test("an analysis with only its required fields is read", () => {
  const analysis = readAnalysis({ analysis_id: "a", status: "pending", timestamp: 1700000000 });
  assert.deepEqual(analysis, {
    id: "a",
    status: "pending",
    stage: "",
    timestamp_s: 1700000000,
    prediction: null,
    explanation: null,
    products: null,
    failure: null,
    timing: [],
  });
});

test("concerns are read without those that were not measured", () => {
  const concerns = readConcerns({
    concerns: [
      { name: "redness", display_name: "Redness", measured: true, score: 120, severity: "mild", note: "Some.", explain: { next_band: "It is mild." } },
      { name: "dark_spots", score: 3, severity: "awful" },
      { name: "pores", measured: false, score: 0 },
      { name: "shine", score: "high" },
      { score: 4 },
    ],
  });
  assert.deepEqual(concerns, [
    { name: "redness", displayName: "Redness", score: 100, severity: "mild", note: "Some.", nextBand: "It is mild." },
    { name: "dark_spots", displayName: "Dark spots", score: 3, severity: "none", note: "", nextBand: "" },
  ]);
  assert.deepEqual(readConcerns({ error: {} }), []);
});

test("what is no analysis is refused", () => {
  for (const json of [null, undefined, 3, "x", [], {}, { analysis_id: "" }, { analysis_id: 5 }]) assert.equal(readAnalysis(json), null);
});

test("mistyped fields become empty and unknown ones are ignored", () => {
  const analysis = readAnalysis({
    analysis_id: "a",
    status: 7,
    timestamp: "soon",
    prediction: { condition: "acne", confidence: 7, findings: "no", notes: [1, "seen"], measurements: [{ name: "n" }] },
    enhanced_analysis: { summary: 1, recommendations: "x", severity: "awful", care_instructions: [null, "wash"] },
    products: [null, { name: "" }, { name: "Cream", rating: "5" }],
    timing: { decode: 3, note: "text" },
    colour: "green",
  });
  assert.equal(analysis?.status, "pending");
  assert.equal(analysis?.prediction?.confidence, 1);
  assert.deepEqual(analysis?.prediction?.findings, []);
  assert.deepEqual(analysis?.prediction?.notes, ["seen"]);
  assert.deepEqual(analysis?.prediction?.measurements, []);
  assert.equal(analysis?.explanation?.severity, null);
  assert.deepEqual(analysis?.explanation?.careInstructions, ["wash"]);
  assert.deepEqual(analysis?.products?.map((one) => [one.name, one.rating]), [["Cream", null]]);
  assert.deepEqual(analysis?.timing, [["decode", 3]]);
});

test("findings are sorted by score, and taken from all_conditions when there are none", () => {
  const told = readPrediction({
    condition: "acne",
    findings: [
      { label: "pores", score: 0.2 },
      { label: "acne", name: "Spots", score: 0.9, severity: "mild", measured: false },
    ],
  });
  assert.deepEqual(told?.findings.map((one) => [one.name, one.measured]), [["Spots", false], ["Pores", true]]);
  const bare = readPrediction({ condition: "acne", all_conditions: { dark_spots: 0.1, acne: 0.8, odd: "x" } });
  assert.deepEqual(bare?.findings.map((one) => [one.name, one.score, one.severity]), [
    ["Acne", 0.8, null],
    ["Dark spots", 0.1, null],
    ["Odd", 0, null],
  ]);
});

test("a rating is shown only when somebody rated", () => {
  assert.equal(readProduct({ name: "a", rating: 0, review_count: 0, rated: false }).rating, null);
  assert.equal(readProduct({ name: "a", rating: 4.5, review_count: 0 }).rating, null);
  assert.equal(readProduct({ name: "a", rating: 4.5, review_count: 3 }).rating, 4.5);
  assert.equal(readProduct({ name: "a", rating: 4.5, review_count: 0, rated: true }).rating, 4.5);
});

test("only web addresses become links", () => {
  assert.equal(webAddress("https://example.org/a"), "https://example.org/a");
  for (const bad of ["javascript:alert(1)", "data:text/html,x", "example.org", "", null, 4]) assert.equal(webAddress(bad), "");
});

test("a ticket needs an id and an address; its headers are kept as they are", () => {
  assert.equal(readTicket({ analysis_id: "a" }), null);
  const ticket = readTicket({ analysis_id: "a", upload_url: "http://h/u", headers: { "Content-Type": "image/png", n: 3, odd: null } });
  assert.deepEqual(ticket, { analysisId: "a", uploadUrl: "http://h/u", headers: { "Content-Type": "image/png", n: "3" }, expiresIn_s: 300 });
});

test("history entries without a prediction or with a failure are read", () => {
  const page = readHistory({
    analyses: [
      { analysis_id: "1", status: "completed", timestamp: 5, prediction: { condition: "acne" }, severity: "mild" },
      { analysis_id: "2", status: "failed", timestamp: 4, error: { code: "photo_rejected", message: "Too dark." } },
      { status: "completed" },
    ],
    next_cursor: "c",
  });
  assert.equal(page.nextCursor, "c");
  assert.deepEqual(page.entries.map((one) => [one.id, one.prediction?.condition, one.failure?.message]), [
    ["1", "acne", undefined],
    ["2", undefined, "Too dark."],
  ]);
  assert.deepEqual(readHistory(null), { entries: [], nextCursor: "" });
});

test("labels are readable", () => {
  assert.equal(readableLabel("dark_spots"), "Dark spots");
  assert.equal(readableLabel("T-ZONE"), "T zone");
  assert.equal(readableLabel(""), "");
});

test("concerns to choose from include those that the photo did not show", () => {
  const json = { concerns: [{ name: "redness", display_name: "Redness", score: 120 }, { name: "eye_bags", measured: false, score: 0 }, { score: 3 }, 4] };
  assert.deepEqual(readConcernChoices(json), [
    { name: "redness", displayName: "Redness", score: 100 },
    { name: "eye_bags", displayName: "Eye bags", score: null },
  ]);
  for (const json of [null, [], {}, { concerns: "x" }]) assert.deepEqual(readConcernChoices(json), []);
});

test("progress is read oldest first, without points that lack a place", () => {
  const points = [
    { analysis_id: "b", timestamp: 20, score: 120, confidence: 0.5 },
    { analysis_id: "a", timestamp: 10, score: 41.2, confidence: "x" },
    { analysis_id: "", timestamp: 12, score: 4 },
    { analysis_id: "c", score: 4 },
    { analysis_id: "d", timestamp: 12, score: null },
  ];
  assert.deepEqual(readProgress({ concern: "redness", points, change: "worse", from: 41.2, to: 100, delta: 58.8, band: 8.3 }), {
    points: [
      { id: "a", timestamp_s: 10, score: 41.2, confidence: 0 },
      { id: "b", timestamp_s: 20, score: 100, confidence: 0.5 },
    ],
    change: "worse",
    from: 41.2,
    to: 100,
    band: 8.3,
  });
});

test("progress never claims a change that was not told", () => {
  const two = [1, 2].map((timestamp) => ({ analysis_id: "a", timestamp, score: 5, confidence: 1 }));
  assert.equal(readProgress({ points: two, change: "healed", from: 1, to: 2, band: 3 })?.change, "unsure");
  assert.equal(readProgress({ points: two, change: "better" })?.change, "unsure");
  assert.equal(readProgress({ points: two.slice(1), change: "better", from: 1, to: 2, band: 3 })?.change, "one_photo");
  assert.equal(readProgress({ points: [] })?.change, "one_photo");
  for (const json of [null, [], {}, { points: 3 }]) assert.equal(readProgress(json), null);
});

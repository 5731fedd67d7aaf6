// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, duration, fileSize, maskedAddress, measuredValue, outOf100, points } from "./format";
import { photoType } from "./photo";
import { hashOf, isForVisitors, routeOf } from "./router";
import { checkUploadOrigin } from "./upload";
import { isTime } from "./views/parts/details";
import { stepsOf } from "./views/parts/stages";

function bytes(...parts: (string | number[])[]): Uint8Array {
  const all = parts.flatMap((part) => (typeof part === "string" ? [...part].map((character) => character.charCodeAt(0)) : part));
  return Uint8Array.from(all);
}

test("photo formats are recognised by their first bytes", () => {
  assert.equal(photoType(bytes([0xff, 0xd8, 0xff, 0xe0], "12345678")), "image/jpeg");
  assert.equal(photoType(bytes([0x89], "PNG\r\n\x1a\n", "IHDR")), "image/png");
  assert.equal(photoType(bytes("RIFF", [1, 2, 3, 4], "WEBP")), "image/webp");
  assert.equal(photoType(bytes([0, 0, 0, 24], "ftypheic")), "image/heic");
  assert.equal(photoType(bytes([0, 0, 0, 24], "ftypmif1")), "image/heic");
});

test("what is no photo is not taken for one", () => {
  for (const other of [bytes(), bytes([0xff, 0xd8, 0xff]), bytes("GIF89a......"), bytes([0, 0, 0, 24], "ftypmp42"), bytes("RIFF", [1, 2, 3, 4], "WAVE"), bytes("%PDF-1.7....")]) {
    assert.equal(photoType(other), null);
  }
});

test("numbers are written for people", () => {
  assert.equal(outOf100(0.625), "63");
  assert.equal(outOf100(1.4), "100");
  assert.equal(fileSize(0), "0 bytes");
  assert.equal(fileSize(161_432), "161 kB");
  assert.equal(fileSize(2_480_000), "2.5 MB");
  assert.equal(duration(0.44), "0.4 ms");
  assert.equal(duration(61.2), "61 ms");
  assert.equal(duration(1840), "1.8 s");
  assert.equal(measuredValue(0.083199), "0.0832");
  assert.equal(measuredValue(0.00000001), "0");
  assert.equal(measuredValue(12345.678), "12346");
  assert.equal(measuredValue(-3.21456), "-3.215");
  assert.equal(points(41.04), "41");
  assert.equal(points(41.26), "41.3");
  assert.equal(counted(1, "review", "reviews"), "1 review");
});

test("an address is masked as the server masks it", () => {
  assert.equal(maskedAddress("jane@example.org"), "j***@e***");
  assert.equal(maskedAddress("odd"), "o***@***");
});

test("routes survive the way to an address and back", () => {
  for (const hash of ["#/", "#/history", "#/sign-in", "#/sign-up", "#/confirm", "#/progress", "#/progress/dark_spots", "#/analysis/a%2Fb"]) assert.equal(hashOf(routeOf(hash)), hash);
  for (const odd of ["", "#", "#/nowhere", "#main"]) assert.deepEqual(routeOf(odd), { name: "new_photo" });
  assert.deepEqual(routeOf("#/analysis"), { name: "history" });
  assert.deepEqual(routeOf("#/analysis/%E0%A4%A"), { name: "analysis", id: "%E0%A4%A" });
  assert.equal(isForVisitors(routeOf("#/sign-up")), true);
  assert.equal(isForVisitors(routeOf("#/history")), false);
});

test("a photo is only sent to the page's own origin, and otherwise it is said where to go", () => {
  checkUploadOrigin("http://127.0.0.1:8080/uploads/x?y=1", "http://127.0.0.1:8080");
  assert.throws(() => checkUploadOrigin("https://lumen.example/uploads/x", "http://127.0.0.1:8080"), (thrown: Error & { hint?: string }) => {
    assert.match(thrown.message, /https:\/\/lumen\.example/);
    assert.equal(thrown.hint, "Open Lumen at https://lumen.example instead.");
    return true;
  });
  assert.throws(() => checkUploadOrigin("nonsense", "http://127.0.0.1:8080"), /cannot be read/);
});

test("costs are not shown as times", () => {
  assert.deepEqual(["decode", "explain_ms", "cost_usd", "tokens"].filter(isTime), ["decode", "explain_ms"]);
});

test("the steps follow the stage", () => {
  const prediction = null;
  assert.deepEqual(stepsOf({ status: "pending", stage: "awaiting_upload", prediction }), ["now", "next", "next", "next"]);
  assert.deepEqual(stepsOf({ status: "processing", stage: "classifying", prediction: {} }), ["done", "done", "now", "next"]);
  assert.deepEqual(stepsOf({ status: "pending", stage: "queued", prediction }), ["done", "now", "next", "next"]);
  assert.deepEqual(stepsOf({ status: "processing", stage: "recommending", prediction }), ["done", "done", "done", "now"]);
  assert.deepEqual(stepsOf({ status: "processing", stage: "unheard_of", prediction }), ["done", "now", "next", "next"]);
  assert.deepEqual(stepsOf({ status: "completed", stage: "done", prediction }), ["done", "done", "done", "done"]);
});

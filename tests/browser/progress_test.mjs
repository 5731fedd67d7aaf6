// SPDX-License-Identifier: Apache-2.0
// How one concern changes over several photos. The tests stand in an order: each sends one photo more.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkContrast, checkFits, checkStructure, focused, tabTo } from "./support/access.mjs";
import { launch, open, phone, refused, shot } from "./support/browser.mjs";
import * as settings from "./support/settings.mjs";
import { analysed, forgetAnalyses, goTo, signedIn } from "./support/steps.mjs";

const title = "How my skin changes";
const concern = "inflamed_lesions";
const address = `${settings.page_url}#/progress/${concern}`;

let browser;
before(async () => {
  await forgetAnalyses(settings.otherEmail);
  browser = await launch();
});
after(() => browser.close());

function inState(page, state) {
  return page.locator(`.change[data-state="${state}"]:not([aria-busy])`);
}

async function visit(options = {}) {
  const opened = await open(browser, options);
  await signedIn(opened.page, settings.otherEmail);
  return opened;
}

// The view of one concern, and what the server says of it.
async function shown(page) {
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname === "/progress");
  await page.goto(address);
  const told = await (await answer).json();
  // What is on the page until the answer is drawn may be of the question before.
  await page.waitForLoadState("networkidle");
  await inState(page, "shown").waitFor();
  return told;
}

// What the page would show of other photos on other days: only the answer of /progress is another one.
async function answering(page, scores, change, band, first = "2026-01-14T09:30:00Z", days = 11) {
  const start_s = Date.parse(first) / 1000;
  const points = scores.map((score, index) => ({
    analysis_id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    timestamp: start_s + Math.round(index * days * 86_400 + (index % 3) * 70_000),
    score,
    confidence: 0.8,
  }));
  const verdict = { from: scores[0], to: scores.at(-1), delta: scores.at(-1) - scores[0], band };
  await page.route(/\/progress\?/, (route) => route.fulfill({ json: { concern, points, change, ...verdict } }));
}

test("without a photo it is said what is missing", async () => {
  const { context, page, guard } = await visit();
  await goTo(page, "History");
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
  await inState(page, "empty").waitFor();
  assert.match(await page.locator(".change").innerText(), /two analysed photos to compare, and there is none yet/);
  assert.equal(await page.locator(".chart, select").count(), 0);
  await checkStructure(page, "no photo");
  await page.locator("main").getByRole("link", { name: "New photo" }).click();
  await page.getByRole("heading", { name: "New photo", level: 1 }).waitFor();
  guard.check();
  await context.close();
});

test("one photo is not compared with itself", async () => {
  const { context, page, guard } = await visit();
  await analysed(page);
  await page.goto(address);
  await inState(page, "empty").waitFor();
  assert.match(await page.locator(".change").innerText(), /^Inflamed lesions: one photo so far, of \d.*It takes two to compare\./);
  assert.equal(await page.locator(".chart").count(), 0);
  await checkStructure(page, "one photo");
  await checkContrast(page, "one photo");
  await shot(page, "changes-one-photo");
  guard.check();
  await context.close();
});

test("the same photo twice is no change", async () => {
  const { context, page, guard } = await visit();
  await analysed(page);
  const told = await shown(page);
  assert.equal(told.change, "same");
  assert.equal(told.points.length, 2);
  assert.match(await page.locator(".change h2").innerText(), /^Inflamed lesions: no real change since \d/);
  guard.check();
  await context.close();
});

test("by mouse: a clearer photo is less, the chart shows it, and the table leads to each analysis", async () => {
  const { context, page, guard } = await visit();
  const newest = await analysed(page, settings.clearerPhoto);
  await goTo(page, "History");
  await page.getByRole("link", { name: title }).click();
  const select = page.getByLabel("Concern");
  await select.selectOption("Inflamed lesions");
  const told = await shown(page);
  assert.equal(told.change, "better", JSON.stringify(told));
  await page.getByRole("heading", { name: /^Inflamed lesions: less than on \d.*beyond what two photos of one day differ by/ }).waitFor();
  assert.equal(await select.inputValue(), concern);

  const dots = page.locator(".chart-dot");
  await dots.nth(told.points.length - 1).waitFor({ state: "attached" });
  assert.equal(await dots.count(), told.points.length);
  const heights = await dots.evaluateAll((all) => all.map((one) => Number(one.getAttribute("cy"))));
  assert.ok(heights.at(-1) > heights[0], "less is drawn lower");
  const bandEnd = await page.locator(".chart-band").evaluate((one) => Number(one.getAttribute("y")) + Number(one.getAttribute("height")));
  assert.ok(heights.at(-1) > bandEnd, "a real change lies outside of the band");
  await dots.last().hover();
  assert.match(await dots.last().locator("title").textContent(), /: [\d.]+ of 100$/);
  await page.getByRole("img", { name: /^Line chart of inflamed lesions in 3 photos, from .* to .* The table below/ }).waitFor();

  await page.locator(".change summary").click();
  const rows = page.locator(".change tbody tr");
  const scores = await rows.locator("td:nth-child(2)").allInnerTexts();
  assert.deepEqual(scores, told.points.map((one) => String(Number(one.score.toFixed(1)))).reverse());
  await rows.first().getByRole("link").click();
  await page.locator(`[data-analysis="${newest}"][data-state="completed"]`).waitFor();
  await page.goBack();
  await inState(page, "shown").waitFor();
  assert.equal(await select.inputValue(), concern);
  guard.check();
  await context.close();
});

test("by keyboard: another concern is chosen, told, and kept in the address", async () => {
  const { context, page, guard } = await visit();
  await goTo(page, "History");
  await page.locator(".history li").first().waitFor();
  await shot(page, "changes-from-history");
  await tabTo(page, new RegExp(`^${title}$`));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
  assert.equal((await focused(page)).tag, "h1");
  const select = page.getByLabel("Concern");
  await select.waitFor();
  await tabTo(page, /^Concern$/, 3);
  await page.keyboard.type("Dark spots");
  await page.locator(".change h2", { hasText: /^Dark spots: / }).waitFor();
  assert.equal(await page.evaluate(() => location.hash), "#/progress/dark_spots");
  assert.equal((await focused(page)).name, "Concern", "the focus stays");
  assert.match(await page.locator("#status").textContent(), /^Dark spots: /);
  await tabTo(page, /^The values as a table/, 2);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Values$/, 1);
  await tabTo(page, /\d{4}/, 1);
  await page.keyboard.press("Enter");
  await page.locator('[data-state="completed"]').waitFor();
  await page.goBack();
  await page.locator(".change h2", { hasText: /^Dark spots: / }).waitFor();
  await page.reload();
  await page.locator(".change h2", { hasText: /^Dark spots: / }).waitFor();
  guard.check();
  await context.close();
});

test("an answer that comes late does not cover the newer one", async () => {
  const { context, page, guard } = await visit();
  await shown(page);
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(/\/progress\?concern=redness/, async (route) => {
    await held;
    await route.continue().catch(() => undefined); // the page has given it up
  });
  const select = page.getByLabel("Concern");
  const asked = page.waitForRequest(/\/progress\?concern=redness/);
  await select.selectOption("redness");
  await asked;
  await select.selectOption("pores");
  await page.locator(".change h2", { hasText: /^Pores: / }).waitFor();
  release();
  await page.waitForLoadState("networkidle");
  assert.match(await page.locator(".change h2").innerText(), /^Pores: /);
  guard.check();
  await context.close();
});

test("a refusal is told in the server's words and can be tried again", async () => {
  const { context, page, guard } = await visit();
  const error = { code: "throttled", message: "Too many requests.", hint: "Wait a moment.", request_id: "r-1" };
  await page.route(/\/progress\?/, (route) => route.fulfill({ status: 429, json: { error, message: error.message } }), { times: 1 });
  await page.goto(address);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /Too many requests\.\s+Wait a moment\.\s+Reference: r-1/);
  await checkStructure(page, "refused");
  await checkContrast(page, "refused");
  await shot(page, "changes-refused");
  await alert.getByRole("button", { name: "Try again" }).click();
  await inState(page, "shown").waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
  assert.equal((await focused(page)).tag, "h1");
  guard.check(refused(429));
  await context.close();
});

const screens = {
  "desktop-light": { colorScheme: "light" },
  "desktop-dark": { colorScheme: "dark" },
  "phone-light": { ...phone, colorScheme: "light" },
  "phone-dark": { ...phone, colorScheme: "dark" },
  "narrow-light": { ...phone, viewport: { width: 320, height: 640 } },
};
const stories = {
  less: [[58, 55.4, 57, 49, 44.5, 41, 38, 36.2, 37], "better", 5.6],
  more: [[22, 24, 31, 33.1], "worse", 3.9],
  same: [[41, 42.8], "same", 4.8],
  many: [Array.from({ length: 60 }, (_, index) => 45 + 12 * Math.sin(index / 7) + (index % 3)), "worse", 2.9],
  unsure: [[41, 20], "unsure", 4.8],
};

for (const [screen, options] of Object.entries(screens)) {
  test(`structure, contrast and room: ${screen}`, async () => {
    const { context, page, guard } = await visit({ reducedMotion: "reduce", ...options });
    for (const [name, [scores, change, band]] of Object.entries(stories)) {
      const where = `${screen}-changes-${name}`;
      await page.unrouteAll();
      await answering(page, scores, change, band);
      await page.goto(address);
      await page.reload();
      await inState(page, "shown").waitFor();
      await page.locator(".chart").waitFor();
      await checkStructure(page, where);
      await checkContrast(page, where);
      await checkFits(page, where);
      const { outside, overlaps, moving, small } = await page.evaluate(() => {
        const frame = document.querySelector(".chart").getBoundingClientRect();
        const texts = [...document.querySelectorAll(".chart text")];
        const boxes = texts.map((one) => ({ text: one.textContent, ...one.getBoundingClientRect().toJSON() }));
        const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        return {
          outside: boxes.filter((one) => one.left < frame.left || one.right > frame.right || one.top < frame.top || one.bottom > frame.bottom),
          overlaps: boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => !apart(a, b)).map((b) => `${a.text} and ${b.text}`)),
          moving: document.getAnimations().length,
          small: document.querySelector("select").getBoundingClientRect().height < 44,
        };
      });
      assert.deepEqual(outside, [], `${where}: text outside of the chart`);
      assert.deepEqual(overlaps, [], `${where}: text over text`);
      assert.equal(await page.locator(".chart-band, .key-band").count(), change === "unsure" ? 0 : 2, where);
      assert.equal(moving, 0, where);
      assert.equal(small, false, where);
      await shot(page, where);
    }
    guard.check();
    await context.close();
  });
}

test("the chart follows the width of the window", async () => {
  const { context, page, guard } = await visit();
  await shown(page);
  const wide = await page.locator(".chart").evaluate((one) => one.getBoundingClientRect().width);
  await page.setViewportSize({ width: 400, height: 800 });
  await page.waitForFunction((before) => document.querySelector(".chart").getBoundingClientRect().width < before, wide);
  await checkFits(page, "after turning");
  guard.check();
  await context.close();
});

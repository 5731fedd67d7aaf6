// SPDX-License-Identifier: Apache-2.0
// The way of one photo: sign in, send, prediction, explanation, products, history, delete, sign out.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, refused } from "./support/browser.mjs";
import * as settings from "./support/settings.mjs";
import { analysed, analysisId, choosePhoto, cognito, goTo, send, signedIn } from "./support/steps.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("the page is served under a policy that allows nothing inline and nothing foreign", async () => {
  const { context, page, guard } = await open(browser);
  const response = await page.goto(settings.page_url);
  const policy = response.headers()["content-security-policy"] ?? "";
  const directives = new Map(policy.split(";").map((one) => [one.trim().split(/\s+/)[0], one.trim().split(/\s+/).slice(1).join(" ")]));
  assert.equal(directives.get("default-src"), "'none'");
  assert.equal(directives.get("script-src"), "'self'");
  assert.equal(directives.get("style-src"), "'self'");
  assert.equal(directives.get("connect-src"), "'self'");
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.match(await page.locator("footer").innerText(), /not a medical device/);
  guard.check();
  await context.close();
});

test("a photo becomes a prediction, then an explanation with products", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  const answers = [];
  page.on("response", async (response) => {
    if (/\/analysis\/[^/]+$/.test(new URL(response.url()).pathname)) answers.push(new URL(response.url()).search);
  });

  // The request for the end is held back here until the prediction was seen alone, so that the order is certain.
  let release;
  const seen = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(/\/analysis\/[^/?]+$/, async (route) => {
    await seen;
    await route.continue();
  });

  await choosePhoto(page, settings.photo);
  const consent = page.locator("fieldset.consent");
  assert.match(await consent.innerText(), /stores the photo[\s\S]*delete[\s\S]*not a medical device/);
  assert.match(await consent.innerText(), new RegExp(`after ${settings.retentionDays} days`));
  await send(page);
  await page.locator(".prediction").waitFor();
  const state = await page.locator("[data-analysis]").getAttribute("data-state");
  if (state === "predicted") assert.equal(await page.locator(".explanation").count(), 0);
  assert.equal(answers[0], "?until=prediction");
  release();

  await page.locator('[data-state="completed"]').waitFor();
  assert.match(await page.locator("h1").innerText(), /^Analysis of \d/);
  assert.match(await page.locator(".prediction h2").innerText(), /^(Looks most like|No concern stands out)/);
  assert.ok((await page.locator(".explanation .summary").innerText()).length > 20);
  for (const title of ["What may help", "Daily care", "When to see a doctor"]) {
    await page.getByRole("heading", { name: title }).waitFor();
  }
  guard.check();
  await context.close();
});

test("the prediction is in the page before the explanation is", async () => {
  const { context, page } = await open(browser);
  await page.addInitScript(() => {
    window.appeared = [];
    new MutationObserver((records) => {
      for (const node of records.flatMap((record) => [...record.addedNodes])) {
        for (const name of ["prediction", "explanation"]) if (node.classList?.contains(name)) window.appeared.push(name);
      }
    }).observe(document, { childList: true, subtree: true });
  });
  await signedIn(page);
  await analysed(page);
  assert.deepEqual(await page.evaluate(() => window.appeared), ["prediction", "explanation"]);
  await context.close();
});

test("findings say in words what their bars show", async () => {
  const { context, page } = await open(browser);
  await signedIn(page);
  await analysed(page);
  const others = page.locator(".findings summary");
  if ((await others.count()) > 0) await others.click();
  const findings = page.locator(".findings .finding");
  assert.ok((await findings.count()) >= 5);
  for (const finding of await findings.all()) {
    const text = await finding.innerText();
    assert.match(text, /\b\d{1,3} of 100|Not measured/);
    if (/of 100/.test(text)) assert.match(text, /None|Mild|Moderate|Severe/);
    const bar = finding.locator(".bar");
    if ((await bar.count()) === 0) continue;
    const told = Number(/(\d{1,3}) of 100/.exec(text)[1]);
    const drawn = await bar.evaluate((one) => (100 * one.firstElementChild.getBoundingClientRect().width) / one.clientWidth);
    assert.ok(Math.abs(told - drawn) < 2, `told ${told}, drawn ${drawn}`);
  }
  await context.close();
});

test("the overlay lies on the photo and can be taken away", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  await analysed(page);
  const overlay = page.getByRole("img", { name: /measured areas drawn/ });
  await overlay.waitFor();
  const sizes = await page.locator(".frame img").evaluateAll((images) =>
    images.map((image) => ({ natural: image.naturalWidth / image.naturalHeight, box: image.getBoundingClientRect().toJSON() })),
  );
  assert.equal(sizes.length, 2);
  const [below, above] = sizes;
  assert.ok(Math.abs(below.natural / above.natural - 1) < 0.02, "the overlay has another shape than the photo");
  for (const edge of ["left", "top", "right", "bottom"]) assert.ok(Math.abs(below.box[edge] - above.box[edge]) < 3, `${edge} edges differ`);
  const toggle = page.getByRole("checkbox", { name: "Show what was measured" });
  await toggle.uncheck();
  assert.equal(await overlay.isVisible(), false);
  assert.equal(await page.getByRole("img", { name: "Your photo", exact: true }).isVisible(), true);
  await toggle.check();
  assert.equal(await overlay.isVisible(), true);
  guard.check();
  await context.close();
});

test("one concern is drawn on the photo, and taken away again", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  await analysed(page);
  const overlay = page.getByRole("img", { name: /measured areas drawn/ });
  await overlay.waitFor();
  const everything = await overlay.getAttribute("src");
  await page.locator(".concerns summary").click();
  assert.ok((await page.locator(".concern").count()) >= 15);
  const button = page.locator(".concern button").first();
  const asked = page.waitForRequest((request) => /overlay\?concern=/.test(request.url()));
  await button.click();
  await asked;
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  await page.waitForFunction((before) => document.querySelector("img.overlay").src !== before, everything);
  await button.click();
  assert.equal(await button.getAttribute("aria-pressed"), "false");
  await page.waitForFunction((before) => document.querySelector("img.overlay").src === before, everything);
  guard.check();
  await context.close();
});

test("products carry name and reason, and a rating only when somebody rated", async () => {
  const { context, page } = await open(browser);
  await signedIn(page);
  let told = [];
  page.on("response", async (response) => {
    if (!/\/analysis\/[^/]+$/.test(new URL(response.url()).pathname)) return;
    const answer = await response.json().catch(() => ({}));
    if (answer.status === "completed") told = answer.products;
  });
  await analysed(page);
  const products = page.locator(".product");
  const count = await products.count();
  assert.ok(count > 0);
  assert.equal(count, told.length);
  for (const [index, one] of told.entries()) {
    const text = await products.nth(index).innerText();
    assert.ok(text.includes(one.name), `${one.name} is not shown`);
    if (one.brand) assert.ok(text.includes(one.brand));
    if (one.price_range) assert.ok(text.includes(one.price_range));
    if (one.why) assert.ok(text.includes(one.why));
    assert.equal(/Rated \d/.test(text), one.rated === true);
  }
  await context.close();
});

test("history lists an analysis, opens it, and deletes it after asking", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  const id = await analysed(page);
  const title = await page.locator(".prediction h2").innerText();
  await goTo(page, "History");
  const entry = page.locator(`li[data-analysis="${id}"]`);
  await entry.waitFor();
  assert.ok((await entry.innerText()).includes(title));

  await entry.getByRole("link").click();
  await page.locator('[data-state="completed"]').waitFor();
  assert.equal(await analysisId(page), id);
  assert.equal(await page.locator(".prediction h2").innerText(), title);

  await page.goBack();
  await entry.getByRole("button", { name: /^Delete the analysis of/ }).click();
  const dialog = page.getByRole("dialog");
  assert.match(await dialog.innerText(), /cannot be undone/);
  await dialog.getByRole("button", { name: "Keep it" }).click();
  assert.equal(await entry.count(), 1);
  await entry.getByRole("button").click();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await entry.waitFor({ state: "detached" });
  await page.reload();
  await page.locator(".history, .quiet").first().waitFor();
  assert.equal(await entry.count(), 0);

  await page.goto(`${settings.page_url}#/analysis/${id}`);
  await page.getByRole("alert").waitFor();
  assert.equal(await page.locator(".prediction").count(), 0);
  guard.check(refused(403));
  await context.close();
});

test("history is shown a page at a time", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  // The real answers, asked for one entry at a time.
  await page.route(/\/history\?/, (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set("limit", "1");
    return route.continue({ url: url.href });
  });
  await analysed(page);
  await page.goto(`${settings.page_url}#/`);
  await page.getByRole("heading", { name: "New photo", level: 1 }).waitFor();
  await analysed(page);
  await goTo(page, "History");
  const entries = page.locator(".history li");
  await entries.first().waitFor();
  assert.equal(await entries.count(), 1);
  await page.getByRole("button", { name: "Show more" }).click();
  await entries.nth(1).waitFor();
  const ids = await entries.evaluateAll((all) => all.map((one) => one.dataset.analysis));
  assert.equal(new Set(ids).size, 2);
  guard.check();
  await context.close();
});

test("a visit ends when its person says so: sign-in is kept over a reload, and revoked by signing out", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  await page.reload();
  await page.getByRole("heading", { name: "New photo", level: 1 }).waitFor();
  await goTo(page, "History");
  const stored = await page.evaluate(() => JSON.parse(localStorage.getItem("lumen.session")));
  assert.deepEqual(Object.keys(stored).sort(), ["email", "refreshToken", "subject"]);

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are signed out.").waitFor();
  assert.deepEqual(await page.evaluate(() => [localStorage.getItem("lumen.session"), sessionStorage.getItem("lumen.session")]), [null, null]);
  await page.waitForLoadState("networkidle");
  const again = await cognito("InitiateAuth", { AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: stored.refreshToken } });
  assert.notEqual(again.status, 200);
  guard.check();
  await context.close();
});

test("a person may ask not to be kept signed in", async () => {
  const { context, page } = await open(browser);
  await page.goto(settings.page_url);
  await page.getByRole("checkbox", { name: /Stay signed in/ }).uncheck();
  await page.getByLabel("E-mail address").fill(settings.email);
  await page.getByLabel("Password", { exact: true }).fill(settings.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "New photo", level: 1 }).waitFor();
  assert.equal(await page.evaluate(() => localStorage.getItem("lumen.session")), null);
  const other = await context.newPage();
  await other.goto(settings.page_url);
  await other.getByRole("heading", { name: "Sign in" }).waitFor();
  await context.close();
});

// SPDX-License-Identifier: Apache-2.0
// Keyboard alone, names for everything, contrast in both schemes, small screens, no needless motion.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkContrast, checkFits, checkStructure, focused, tabTo } from "./support/access.mjs";
import { launch, open, phone, refused, shot } from "./support/browser.mjs";
import * as settings from "./support/settings.mjs";
import { analysed, choosePhoto, goTo, sentAndAnalysed, signedIn, signIn } from "./support/steps.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("the whole way goes by keyboard", async () => {
  const { context, page, guard } = await open(browser);
  await page.goto(settings.page_url);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();

  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).name, "Skip to the content");
  await page.keyboard.press("Enter");
  assert.equal((await focused(page)).tag, "main");

  await tabTo(page, /^E-mail address$/);
  await page.keyboard.type(settings.email);
  await tabTo(page, /^Password$/);
  await page.keyboard.type(settings.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "New photo", level: 1 }).waitFor();
  assert.equal((await focused(page)).tag, "h1");

  await tabTo(page, /^Choose a photo$/);
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(settings.photo);
  await page.getByRole("button", { name: "Analyse this photo" }).waitFor();
  assert.match((await focused(page)).name, /I agree/);
  await page.keyboard.press("Space");
  await tabTo(page, /^Analyse this photo$/);
  await page.keyboard.press("Enter");

  await page.locator('[data-state="completed"]').waitFor({ timeout: 60_000 });
  assert.equal((await focused(page)).tag, "h1");
  await page.getByRole("checkbox", { name: "Show what was measured" }).waitFor();
  await tabTo(page, /^Show what was measured$/);
  await page.keyboard.press("Space");
  assert.equal(await page.locator("img.overlay").isVisible(), false);

  await tabTo(page, /^Delete this analysis$/);
  await page.keyboard.press("Enter");
  assert.equal((await focused(page)).name, "Keep it");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal((await focused(page)).name, "Delete this analysis");
  await page.keyboard.press("Enter");
  await tabTo(page, /^Delete$/, 3);
  await page.keyboard.press("Enter");
  await page.getByText("The analysis is deleted.").first().waitFor();
  assert.equal((await focused(page)).name, "History");
  await page.keyboard.press("Shift+Tab");
  await tabTo(page, /^Sign out$/, 30);
  await page.keyboard.press("Enter");
  await page.getByText("You are signed out.").first().waitFor();
  guard.check();
  await context.close();
});

test("what changes is told without moving the focus", async () => {
  const { context, page } = await open(browser);
  await page.addInitScript(() => {
    window.told = [];
    document.addEventListener("DOMContentLoaded", () => {
      const region = document.getElementById("status");
      new MutationObserver(() => window.told.push(region.textContent)).observe(region, { childList: true });
    });
  });
  await signedIn(page);
  await analysed(page);
  const told = (await page.evaluate(() => window.told)).join(" | ");
  assert.match(told, /percent sent/);
  assert.match(told, /(Looks most like|No concern stands out).*The explanation follows/);
  assert.match(told, /The explanation is complete/);
  assert.equal((await focused(page)).tag, "h1");
  await context.close();
});

// Every view at one width in one colour scheme.
async function everyView(options, name, check) {
  const { context, page, guard } = await open(browser, options);
  const look = async (view) => {
    await check(page, `${name}, ${view}`);
    await shot(page, `${name}-${view}`);
  };
  for (const view of ["sign-up", "confirm"]) {
    await page.goto(`${settings.page_url}#/${view}`);
    await page.reload();
    await page.locator("h1").waitFor();
    await look(view);
  }
  await page.goto(`${settings.page_url}#/sign-in`);
  await signIn(page, "Wrong-password-1", "nobody@example.invalid");
  await page.getByRole("alert").waitFor();
  await look("sign-in-refused");
  await signedIn(page);
  await look("new-photo");
  await choosePhoto(page, settings.photo);
  await look("consent");
  await sentAndAnalysed(page);
  await page.locator("img.overlay").waitFor();
  await look("result");
  for (const summary of await page.locator("main summary").all()) await summary.click();
  await look("result-opened");
  await page.getByRole("button", { name: "Delete this analysis" }).click();
  await look("delete");
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("link", { name: "New photo" }).first().click();
  await analysed(page, settings.badPhoto);
  await look("refused");
  await goTo(page, "History");
  await page.locator(".history li").first().waitFor();
  await look("history");
  guard.check(refused(400));
  await context.close();
}

test("light, desktop: structure and contrast", () =>
  everyView({ colorScheme: "light" }, "desktop-light", async (page, where) => {
    await checkStructure(page, where);
    await checkContrast(page, where);
    await checkFits(page, where);
  }));

test("dark, phone: structure and contrast", () =>
  everyView({ ...phone, colorScheme: "dark" }, "phone-dark", async (page, where) => {
    await checkStructure(page, where);
    await checkContrast(page, where);
    await checkFits(page, where);
  }));

test("a screen of 320 pixels needs no sideways scrolling", () =>
  everyView({ ...phone, viewport: { width: 320, height: 640 } }, "narrow-light", checkFits));

test("360 pixels likewise, and everything that is touched is large enough", () =>
  everyView({ ...phone, viewport: { width: 360, height: 740 } }, "small-light", async (page, where) => {
    await checkFits(page, where);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, .button, summary, nav a, .field input")]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map((one) => one.outerHTML.slice(0, 100)),
    );
    assert.deepEqual(small, [], where);
  }));

test("a phone offers its camera; a desktop does not pretend to have one", async () => {
  const touch = await open(browser, phone);
  await signedIn(touch.page);
  assert.equal(await touch.page.getByText("Take a photo").isVisible(), true);
  assert.equal(await touch.page.locator("input[name=camera]").getAttribute("capture"), "user");
  await touch.context.close();
  const desk = await open(browser);
  await signedIn(desk.page);
  assert.equal(await desk.page.getByText("Take a photo").isVisible(), false);
  await desk.context.close();
});

test("who wants no motion gets none", async () => {
  for (const [reducedMotion, moves] of [["reduce", false], ["no-preference", true]]) {
    const { context, page } = await open(browser, { reducedMotion });
    await signedIn(page);
    await page.route(/\/history\?/, () => new Promise(() => undefined));
    await page.getByRole("link", { name: "History" }).click();
    await page.getByText("Loading").waitFor();
    assert.equal((await page.evaluate(() => document.getAnimations().length)) > 0, moves);
    await context.close();
  }
});

test("a photo can be dropped anywhere on the page", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  await page.evaluate(async () => {
    const pixels = new OffscreenCanvas(8, 8);
    pixels.getContext("2d").fillRect(0, 0, 8, 8);
    const files = new DataTransfer();
    files.items.add(new File([await pixels.convertToBlob({ type: "image/png" })], "dropped.png", { type: "image/png" }));
    const footer = document.querySelector("footer");
    footer.dispatchEvent(new DragEvent("dragover", { dataTransfer: files, bubbles: true, cancelable: true }));
    footer.dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
  });
  await page.getByText(/^dropped\.png, /).waitFor();
  await page.getByRole("img", { name: "The photo you chose" }).waitFor();
  guard.check();
  await context.close();
});

// SPDX-License-Identifier: Apache-2.0
// Asking about a result.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkContrast, checkFits, checkStructure, focused, tabTo } from "./support/access.mjs";
import { failedOnPurpose, launch, open, phone, shot } from "./support/browser.mjs";
import { analysed, goTo, signedIn } from "./support/steps.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const section = (page) => page.locator("section.talk");
const replies = (page) => section(page).locator(".reply");

async function resultPage(options = {}) {
  const opened = await open(browser, options);
  await signedIn(opened.page);
  await analysed(opened.page);
  return opened;
}

async function ask(page, question) {
  const before = await replies(page).count();
  await section(page).getByLabel("Your question").fill(question);
  await section(page).getByRole("button", { name: "Ask", exact: true }).click();
  await replies(page).nth(before).waitFor();
  return replies(page).nth(before).innerText();
}

test("a suggested question is one press, and the talk is there after a reload", async () => {
  const { context, page, guard } = await resultPage();
  await section(page).getByRole("button", { name: "What does my result mean?" }).click();
  await replies(page).first().waitFor();
  assert.match(await replies(page).first().innerText(), /of 100/);
  assert.equal(await section(page).locator(".starts").count(), 0, "suggestions go after the first question");
  assert.equal((await focused(page)).name, "Your question");

  const reply = await ask(page, "Which moisturizer do you recommend?");
  const products = section(page).locator(".exchange").last().locator(".product h3");
  assert.ok((await products.count()) > 0);
  for (const name of await products.allInnerTexts()) assert.ok(reply.includes(name), name);
  await checkStructure(page, "talk");
  await checkContrast(page, "talk");
  await shot(page, "talk");

  await page.reload();
  await replies(page).nth(1).waitFor();
  assert.equal(await replies(page).nth(1).innerText(), reply);
  assert.equal(await section(page).locator(".starts").count(), 0);
  guard.check();
  await context.close();
});

test("an urgent sign is set off and offers no product", async () => {
  const { context, page, guard } = await resultPage();
  const reply = await ask(page, "The mole on my cheek keeps bleeding, which cream should I buy?");
  assert.match(reply, /doctor/);
  assert.equal(await section(page).locator(".exchange .product").count(), 0);
  assert.equal(await section(page).locator(".reply.doctor").count(), 1);
  await checkContrast(page, "urgent reply");
  await shot(page, "talk-urgent");
  guard.check();
  await context.close();
});

test("by keyboard on a phone, in the dark", async () => {
  const { context, page, guard } = await resultPage({ ...phone, colorScheme: "dark" });
  await tabTo(page, /^Your question$/);
  await page.keyboard.type("Should I see a dermatologist?");
  await page.keyboard.press("Enter");
  await replies(page).first().waitFor();
  await checkFits(page, "talk on a phone");
  await checkContrast(page, "talk on a phone in the dark");
  await shot(page, "talk-phone-dark");
  guard.check();
  await context.close();
});

test("without a connection the question stays and the error says what to do", async () => {
  const { context, page, guard } = await resultPage();
  await page.route(/\/chat$/, (route) => route.abort());
  await section(page).getByLabel("Your question").fill("Why is my nose red?");
  await section(page).getByRole("button", { name: "Ask", exact: true }).click();
  await section(page).getByRole("alert").waitFor();
  assert.match(await section(page).getByRole("alert").innerText(), /could not be reached/);
  assert.equal(await section(page).getByLabel("Your question").inputValue(), "Why is my nose red?");
  await page.unroute(/\/chat$/);
  await section(page).getByRole("button", { name: "Ask", exact: true }).click();
  await replies(page).first().waitFor();
  guard.check(failedOnPurpose);
  await context.close();
});

test("a result that is deleted takes its talk along", async () => {
  const { context, page, guard } = await resultPage();
  await ask(page, "What does my result mean?");
  await page.getByRole("button", { name: "Delete this analysis" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Delete/ }).click();
  await page.getByRole("heading", { name: "History", level: 1 }).waitFor();
  await goTo(page, "New photo");
  guard.check();
  await context.close();
});

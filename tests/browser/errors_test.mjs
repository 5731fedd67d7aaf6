// SPDX-License-Identifier: Apache-2.0
// What goes wrong is said in the server's words, with a way on.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { checkContrast } from "./support/access.mjs";
import { failedOnPurpose, launch, open, refused } from "./support/browser.mjs";
import * as settings from "./support/settings.mjs";
import { analysed, choosePhoto, cognito, goTo, send, signedIn, signIn } from "./support/steps.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("a wrong password is told as the server tells it", async () => {
  const { context, page, guard } = await open(browser);
  const stranger = { USERNAME: "nobody@example.invalid", PASSWORD: "Wrong-password-1" };
  const told = await cognito("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: stranger });
  assert.equal(told.status, 400);
  await signIn(page, "Wrong-password-1");
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.equal(await alert.innerText(), told.json.message);
  assert.equal(await page.getByRole("heading", { name: "Sign in" }).isVisible(), true);
  guard.check(refused(400));
  await context.close();
});

test("a photo without a face is refused with a reason and a remedy, and another can be tried", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  let error;
  page.on("response", async (response) => {
    if (/\/analysis\/[^/]+$/.test(new URL(response.url()).pathname)) error = (await response.json().catch(() => ({}))).error ?? error;
  });
  await analysed(page, settings.badPhoto);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.ok(error?.message && error.hint, "the server gave no reason or no remedy");
  const text = await alert.innerText();
  assert.ok(text.includes(error.message) && text.includes(error.hint), text);
  assert.equal(await page.locator(".prediction").count(), 0);
  await page.getByRole("link", { name: "Try another photo" }).click();
  await page.getByRole("heading", { name: "New photo", level: 1 }).waitFor();
  guard.check();
  await context.close();
});

test("a file that is no photo is refused before anything is sent", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  const sent = [];
  page.on("request", (request) => sent.push(request.url()));
  const input = page.locator("input[type=file][name=photo]");
  await input.setInputFiles({ name: "notes.jpg", mimeType: "image/jpeg", buffer: Buffer.from("These are notes, not a photo.") });
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /“notes\.jpg” is not a photo[\s\S]*JPEG, PNG, WebP or HEIC/);
  await input.setInputFiles({ name: "empty.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) });
  await page.getByText("“empty.jpg” is empty.").waitFor();
  assert.deepEqual(sent, []);
  guard.check();
  await context.close();
});

test("a damaged photo comes back with the server's words", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  const start = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]);
  await choosePhoto(page, { name: "cut.jpg", mimeType: "image/jpeg", buffer: Buffer.concat([start, Buffer.alloc(5000, 0x41)]) });
  await send(page);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.ok((await alert.innerText()).length > 20);
  assert.equal(await page.locator(".prediction").count(), 0);
  guard.check(refused(400), refused(415), refused(422));
  await context.close();
});

test("a lost connection during the upload keeps the photo, and the same upload is taken up again", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  let started = 0;
  let puts = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/upload-image")) started += 1;
  });
  await page.route(/.*/, (route) => {
    if (route.request().method() !== "PUT") return route.fallback();
    puts += 1;
    return puts === 1 ? route.abort("connectionreset") : route.continue();
  });
  await choosePhoto(page, settings.photo);
  await send(page);
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /could not be reached[\s\S]*Check your connection/);
  await send(page);
  await page.locator('[data-state="completed"]').waitFor({ timeout: 60_000 });
  assert.deepEqual([started, puts], [1, 2]);
  guard.check(failedOnPurpose);
  await context.close();
});

test("S3's XML becomes a sentence", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  await page.route(/.*/, (route) => {
    if (route.request().method() !== "PUT") return route.fallback();
    const body = '<?xml version="1.0"?><Error><Code>EntityTooLarge</Code><Message>Your proposed upload exceeds the maximum allowed size</Message></Error>';
    return route.fulfill({ status: 400, contentType: "application/xml", body });
  });
  await choosePhoto(page, settings.photo);
  await send(page);
  await page.getByText("The photo is larger than this server accepts.").waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /<|EntityTooLarge/);
  guard.check(refused(400));
  await context.close();
});

test("an upload can be cancelled", async () => {
  const { context, page } = await open(browser);
  await signedIn(page);
  await page.route(/.*/, (route) => (route.request().method() === "PUT" ? new Promise(() => undefined) : route.fallback()));
  await choosePhoto(page, settings.photo);
  await send(page);
  await page.getByRole("progressbar", { name: "Sending the photo" }).waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Analyse this photo" }).waitFor();
  assert.equal(await page.getByRole("status").getByText("The upload was cancelled.").count(), 1);
  await context.close();
});

test("a connection that is lost while waiting comes back by itself", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  let asked = 0;
  await page.route(/\/analysis\/[^/]+(\?.*)?$/, (route) => {
    asked += 1;
    return asked === 1 ? route.abort("connectionreset") : route.continue();
  });
  await choosePhoto(page, settings.photo);
  await send(page);
  await page.getByText("Trying again in 1 second.").waitFor();
  await page.locator('[data-state="completed"]').waitFor({ timeout: 60_000 });
  assert.equal(await page.getByText("Trying again").count(), 0);
  guard.check(failedOnPurpose);
  await context.close();
});

test("a sign-in that the server no longer accepts leads back to signing in, and from there to where one was", async () => {
  const { context, page, guard } = await open(browser);
  await signedIn(page);
  const stored = await page.evaluate(() => JSON.parse(localStorage.getItem("lumen.session")));
  await cognito("RevokeToken", { Token: stored.refreshToken });
  await page.goto(`${settings.page_url}#/history`);
  await page.reload();
  await page.getByText("Your sign-in has ended. Please sign in again.").waitFor();
  await page.getByLabel("E-mail address").fill(settings.email);
  await page.getByLabel("Password", { exact: true }).fill(settings.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "History", level: 1 }).waitFor();
  guard.check(refused(400), refused(401));
  await context.close();
});

test("somebody new signs up, mistypes the code, and is told so", async () => {
  const { context, page, guard } = await open(browser);
  const address = `walk-${process.pid}-${Date.now()}@example.org`;
  await page.goto(`${settings.page_url}#/sign-up`);
  await page.getByLabel("E-mail address").fill(address);
  await page.getByLabel("Password", { exact: true }).fill("alllowercase1");
  await page.getByRole("button", { name: "Create account" }).click();
  assert.match(await page.getByRole("alert").innerText(), /[Pp]assword/);
  await page.getByLabel("Password", { exact: true }).fill("Walk-through-1");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("Enter the code we sent to w***@e***.").waitFor();
  await page.getByText(`lumen user code ${address}`).waitFor();
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  assert.match(await page.getByRole("alert").innerText(), /code/i);

  // Signing in before confirming leads to the same place.
  await page.getByRole("link", { name: "Back to sign in" }).click();
  await page.getByLabel("E-mail address").fill(address);
  await page.getByLabel("Password", { exact: true }).fill("Walk-through-1");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This account is not confirmed yet.").waitFor();
  guard.check(refused(400));
  await context.close();
});

const needsCode = settings.codeCommand === "" ? "LUMEN_CODE_COMMAND is not set" : false;
test("the right code signs a new person in, who is asked to agree before the first photo, and who leaves for good", { skip: needsCode }, async () => {
  const { context, page, guard } = await open(browser);
  const address = `new-${process.pid}-${Date.now()}@example.org`;
  await page.goto(`${settings.page_url}#/sign-up`);
  await page.getByLabel("E-mail address").fill(address);
  await page.getByLabel("Password", { exact: true }).fill("Walk-through-1");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByLabel("Code").waitFor();
  const [program, ...words] = settings.codeCommand.split(" ");
  const code = /\d{6}/.exec(execFileSync(program, [...words, address], { encoding: "utf8" }))[0];
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  await page.getByRole("heading", { name: "New photo", level: 1 }).waitFor();
  await choosePhoto(page, settings.photo);
  await page.getByRole("button", { name: "Analyse this photo" }).click();
  assert.equal(await page.locator("progress").count(), 0, "sent without consent");
  await send(page);
  await page.locator('[data-state="completed"]').waitFor({ timeout: 60_000 });
  await page.getByRole("link", { name: "New photo" }).first().click();
  await choosePhoto(page, settings.photo);
  assert.equal(await page.getByRole("checkbox", { name: /I agree/ }).count(), 0, "asked twice");

  await goTo(page, "History");
  await page.locator(".history li").first().waitFor();
  await page.getByRole("button", { name: "Delete my account" }).click();
  await checkContrast(page, "delete the account?");
  await page.getByRole("button", { name: "Keep my account" }).click();
  assert.equal(await page.locator(".history li").count(), 1);
  await page.getByRole("button", { name: "Delete my account" }).click();
  await page.getByRole("button", { name: "Delete everything" }).click();
  await page.getByText("Your account is deleted, with everything that was stored.").waitFor();
  await signIn(page, "Walk-through-1", address);
  await page.getByRole("alert").waitFor();
  guard.check(refused(400));
  await context.close();
});

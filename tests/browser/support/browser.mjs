// SPDX-License-Identifier: Apache-2.0
// One Chromium for a test file, a fresh profile for each test, and a guard that sees what a page must never do.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import * as settings from "./settings.mjs";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  return chromium.launch({ executablePath: settings.chromium, args: flags });
}

// Records console errors, exceptions, violations of the content security policy and requests to other origins.
class Guard {
  constructor(page) {
    this.faults = [];
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.faults.push(`exception: ${error.message}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      const own = url.origin === settings.origin || url.protocol === "blob:" || url.protocol === "data:";
      if (!own) this.faults.push(`request to another origin: ${request.url()}`);
    });
  }

  // `expected`: patterns of faults that the test provokes, such as Chromium's own line about an answer of 400.
  check(...expected) {
    const unexpected = this.faults.filter((fault) => !expected.some((pattern) => pattern.test(fault)));
    assert.deepEqual(unexpected, []);
  }
}

export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  // With a listener from the start, the browser hands every file chooser to the test. Asking for it only when one is
  // about to open came too late on a busy machine now and then.
  page.on("filechooser", () => {});
  // A violated policy is logged by Chromium as a console error too; this names the directive.
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const guard = new Guard(page);
  return { context, page, guard };
}

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

// Only taken when a folder for it is set.
export async function shot(page, name) {
  if (settings.shots === "") return;
  mkdirSync(settings.shots, { recursive: true });
  await page.screenshot({ path: path.join(settings.shots, `${name}.png`), fullPage: true });
}

export const refused = (status) => new RegExp(`^console: Failed to load resource: the server responded with a status of ${status}`);
export const failedOnPurpose = /^console: Failed to load resource: net::ERR_/;

// SPDX-License-Identifier: Apache-2.0
// What a person does on the page, by the names a person knows.

import * as settings from "./settings.mjs";

export async function signIn(page, password = settings.password, email = settings.email) {
  await page.goto(settings.page_url);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signedIn(page, email = settings.email) {
  await signIn(page, settings.password, email);
  await page.getByRole("heading", { name: "New photo", level: 1 }).waitFor();
}

export async function choosePhoto(page, file) {
  await page.locator("input[type=file][name=photo]").setInputFiles(file);
  await page.getByRole("button", { name: "Analyse this photo" }).waitFor();
}

// Agrees when asked.
export async function send(page) {
  const consent = page.getByRole("checkbox", { name: /I agree/ });
  if ((await consent.count()) > 0) await consent.check();
  await page.getByRole("button", { name: "Analyse this photo" }).click();
}

export async function analysed(page, file = settings.photo) {
  await choosePhoto(page, file);
  return sentAndAnalysed(page);
}

export async function sentAndAnalysed(page) {
  await send(page);
  await page.locator('[data-state="completed"], [data-state="failed"]').waitFor({ timeout: 60_000 });
  return analysisId(page);
}

// Nothing is stored for the person any more: what an earlier run left would change what is compared.
export async function forgetAnalyses(email) {
  const signedIn = await cognito("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: email, PASSWORD: settings.password } });
  const headers = { Authorization: `Bearer ${signedIn.json.AuthenticationResult.IdToken}` };
  const { analyses } = await (await fetch(`${settings.page_url}history?limit=100`, { headers })).json();
  for (const one of analyses) await fetch(`${settings.page_url}analysis/${one.analysis_id}`, { method: "DELETE", headers });
}

export function analysisId(page) {
  return page.locator("[data-analysis]").first().getAttribute("data-analysis");
}

export async function goTo(page, name) {
  await page.getByRole("navigation").getByRole("link", { name }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

// One call of Cognito's protocol from outside the page.
export async function cognito(operation, body) {
  const response = await fetch(settings.page_url, {
    method: "POST",
    headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify({ ClientId: settings.clientId, ...body }),
  });
  return { status: response.status, json: await response.json() };
}

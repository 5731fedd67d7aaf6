// SPDX-License-Identifier: Apache-2.0
// What the tests are told by their environment. Nothing is skipped for want of a setting: it is said what is missing.

function required(name, meaning) {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}: ${meaning}.`);
  return value;
}

export const origin = new URL(required("LUMEN_URL", "the address of a running Lumen, such as http://127.0.0.1:8080")).origin;
export const page_url = `${origin}/`;
export const photo = required("LUMEN_PHOTO", "a portrait that Lumen can measure");
export const badPhoto = required("LUMEN_BAD_PHOTO", "a photo without a face, which Lumen refuses");
export const clearerPhoto = required("LUMEN_CLEARER_PHOTO", "the same portrait with fewer inflamed lesions");
export const email = required("LUMEN_EMAIL", "a confirmed user");
export const clientId = required("LUMEN_IDENTITY_CLIENT_ID", "the app client's id, as the server has it");
export const retentionDays = required("LUMEN_DATA_RETENTION_DAYS", "the days until a photo is deleted, as the server has them");
export const otherEmail = required("LUMEN_OTHER_EMAIL", "another confirmed user, whose analyses the tests delete");
export const password = required("LUMEN_PASSWORD", "the password of both");

// Prints the confirmation code of the address that is appended to it, e.g. "lumen --data DIR user code".
export const codeCommand = process.env.LUMEN_CODE_COMMAND ?? "";
// A folder for screenshots; none are taken without it.
export const shots = process.env.LUMEN_SHOTS ?? "";
export const chromium = process.env.CHROMIUM || "/usr/bin/chromium";

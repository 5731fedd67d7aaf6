// SPDX-License-Identifier: Apache-2.0
// Asks for an upload address, sends the photo there and shows how far it is.

import { announce } from "../../announce";
import type { App } from "../../app";
import { freshId, h, replace } from "../../dom";
import { fileSize, outOf100 } from "../../format";
import { isAbort, Problem } from "../../problem";
import { checkUploadOrigin, putPhoto } from "../../upload";
import type { Ticket } from "../../wire";

interface KeptTicket {
  readonly photo: File;
  readonly ticket: Ticket;
  readonly usableUntil_ms: number;
}

const expiryMargin_ms = 30_000;

// When the connection broke during an upload, the same photo may still use the same address.
let broken: KeptTicket | null = null;

async function ticketFor(app: App, photo: File, type: string, signal: AbortSignal): Promise<KeptTicket> {
  const kept = broken;
  broken = null;
  if (kept !== null && kept.photo === photo && Date.now() < kept.usableUntil_ms) return kept;
  const ticket = await app.api.startUpload(type, photo.size, signal);
  return { photo, ticket, usableUntil_ms: Date.now() + ticket.expiresIn_s * 1000 - expiryMargin_ms };
}

// Answers the id of the analysis once the photo is durable. Throws a Problem, or an AbortError when cancelled.
export async function sendPhoto(app: App, photo: File, type: string, stage: HTMLElement, signal: AbortSignal): Promise<string> {
  const cancel = new AbortController();
  const leave = (): void => cancel.abort();
  signal.addEventListener("abort", leave);
  const show = showProgress(stage, photo.size, () => cancel.abort());
  try {
    const kept = await ticketFor(app, photo, type, cancel.signal);
    checkUploadOrigin(kept.ticket.uploadUrl, location.origin);
    await put(kept, show, cancel.signal);
    return kept.ticket.analysisId;
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

async function put(kept: KeptTicket, show: (share: number) => void, signal: AbortSignal): Promise<void> {
  try {
    await putPhoto(kept.ticket, kept.photo, show, signal);
  } catch (thrown) {
    if (isAbort(thrown) || (thrown instanceof Problem && thrown.status === 0)) broken = kept;
    throw thrown;
  }
}

function showProgress(stage: HTMLElement, bytes: number, cancel: () => void): (share: number) => void {
  const labelId = freshId("progress");
  const label = h("h2", { id: labelId, tabindex: "-1" }, "Sending the photo");
  const bar = h("progress", { max: "100", value: "0", "aria-labelledby": labelId });
  const text = h("p", { class: "quiet" }, `0 % of ${fileSize(bytes)}`);
  replace(stage, h("div", { class: "sending" }, label, bar, text, h("p", { class: "actions" }, h("button", { type: "button", onclick: cancel }, "Cancel"))));
  label.focus();
  let announced = 0;
  return (share) => {
    const percent = Number(outOf100(share));
    bar.value = percent;
    text.textContent = percent < 100 ? `${percent} % of ${fileSize(bytes)}` : "Sent. The server is storing it.";
    const quarter = Math.floor(percent / 25) * 25;
    if (quarter > announced) {
      announced = quarter;
      announce(`${quarter} percent sent`);
    }
  };
}

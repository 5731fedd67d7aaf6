// SPDX-License-Identifier: Apache-2.0
// Sends a photo to the address that the server signed. XMLHttpRequest, because fetch reports no upload progress.

import { Problem, problemFromS3, unreachable } from "./problem";
import type { Ticket } from "./wire";

// A browser sets these by itself and refuses to have them set.
const ownHeaders = new Set(["host", "content-length", "connection", "expect"]);

// The page may only speak to its own origin, so a differing address is told instead of tried.
export function checkUploadOrigin(uploadUrl: string, pageOrigin: string): void {
  let origin = "";
  try {
    origin = new URL(uploadUrl).origin;
  } catch {
    // Not an address at all: told below.
  }
  if (origin === pageOrigin) return;
  throw new Problem({
    code: "upload_elsewhere",
    message: `The server wants the photo sent to ${origin || "an address that cannot be read"}, but this page may only speak to ${pageOrigin}.`,
    hint: origin === "" ? "Tell the person who runs this server." : `Open Lumen at ${origin} instead.`,
    status: 200,
  });
}

export function putPhoto(
  ticket: Ticket,
  photo: Blob,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    request.open("PUT", ticket.uploadUrl);
    for (const [name, value] of Object.entries(ticket.headers)) {
      if (!ownHeaders.has(name.toLowerCase())) request.setRequestHeader(name, value);
    }
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(problemFromS3(request.status, request.responseText));
    });
    request.addEventListener("error", () => reject(unreachable()));
    request.addEventListener("abort", () => reject(new DOMException("The upload was cancelled.", "AbortError")));
    request.addEventListener("loadend", () => signal.removeEventListener("abort", abort));
    if (signal.aborted) {
      reject(new DOMException("The upload was cancelled.", "AbortError"));
      return;
    }
    signal.addEventListener("abort", abort);
    request.send(photo);
  });
}

// SPDX-License-Identifier: Apache-2.0
// One kind of error for the whole page. What the server says is shown as it says it; what comes without words
// (a lost connection, S3's XML) becomes a sentence a person can act on. Pure but for the Response it reads.

import { asObject, asText } from "./wire";

export interface ProblemDetail {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly requestId?: string;
  readonly status?: number; // 0: no answer came
  readonly retryAfter_s?: number;
}

export class Problem extends Error {
  readonly code: string;
  readonly hint: string;
  readonly requestId: string;
  readonly status: number;
  readonly retryAfter_s: number;

  constructor(detail: ProblemDetail) {
    super(detail.message);
    this.name = "Problem";
    this.code = detail.code;
    this.hint = detail.hint ?? "";
    this.requestId = detail.requestId ?? "";
    this.status = detail.status ?? 0;
    this.retryAfter_s = detail.retryAfter_s ?? 0;
  }

  // True when the same request may succeed a little later.
  get passes(): boolean {
    const busy = this.status === 408 || this.status === 429 || this.code === "TooManyRequestsException";
    return busy || this.status === 0 || this.status >= 500;
  }
}

export function unreachable(): Problem {
  return new Problem({
    code: "unreachable",
    message: "The server could not be reached.",
    hint: "Check your connection and try again.",
  });
}

export function unexpected(status: number): Problem {
  return new Problem({
    code: "unexpected_answer",
    message: status >= 500 ? "The server had a fault." : "The server gave an answer that this page does not understand.",
    hint: "Try again in a moment.",
    status,
  });
}

// Whatever was thrown, as a Problem.
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem({ code: "page_fault", message: "Something went wrong in this page.", hint: "Reload it and try again." });
}

export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

// Reads Lumen's {error: {...}, message}, Cognito's {__type, message} and API Gateway's bare {message}.
export function problemFromBody(status: number, body: string, retryAfter_s = 0): Problem {
  const json = asObject(parsed(body));
  const error = asObject(json?.["error"]);
  const message = asText(error?.["message"]) || asText(json?.["message"]) || asText(json?.["Message"]);
  if (message === "") return unexpected(status);
  return new Problem({
    code: asText(error?.["code"]) || asText(json?.["__type"]) || `http_${status}`,
    message,
    hint: asText(error?.["hint"]),
    requestId: asText(error?.["request_id"]),
    status,
    retryAfter_s,
  });
}

export async function problemFromResponse(response: Response): Promise<Problem> {
  const body = await response.text().catch(() => "");
  const seconds = Number(response.headers.get("Retry-After") ?? "");
  return problemFromBody(response.status, body, Number.isFinite(seconds) && seconds > 0 ? seconds : 0);
}

function xmlText(xml: string, tag: string): string {
  const match = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml);
  return (match?.[1] ?? "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;|&#39;/g, "'")
    .replace(/&amp;/g, "&")
    .trim();
}

const s3Sentences: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  EntityTooLarge: ["The photo is larger than this server accepts.", "Choose a smaller one, or reduce its size first."],
  EntityTooSmall: ["The file is empty.", "Choose another photo."],
  SignatureDoesNotMatch: ["The server did not accept the upload.", "Start it again."],
  InvalidAccessKeyId: ["The server did not accept the upload.", "Start it again."],
  PreconditionFailed: ["Another photo was already sent for this analysis.", "Start a new one."],
  IncompleteBody: ["The upload was interrupted before the whole photo had arrived.", "Try again."],
  RequestTimeout: ["The upload took too long and was interrupted.", "Try again, if you can on a better connection."],
  BadDigest: ["The photo was damaged on its way.", "Try again."],
  SlowDown: ["The server is busy.", "Try again in a moment."],
  ServiceUnavailable: ["The server is busy.", "Try again in a moment."],
  InternalError: ["The server had a fault while storing the photo.", "Try again in a moment."],
};

// S3 and everything that speaks like it answer a refused PUT in XML.
export function problemFromS3(status: number, xml: string): Problem {
  const code = xmlText(xml, "Code");
  if (code === "") return status === 413 ? problemFromS3(413, "<Code>EntityTooLarge</Code>") : problemFromBody(status, xml);
  const told = xmlText(xml, "Message");
  const detail = { code, status, requestId: xmlText(xml, "RequestId") };
  if (code === "AccessDenied" && /expired/i.test(told)) {
    return new Problem({ ...detail, message: "The time to send this photo has run out.", hint: "Start the upload again." });
  }
  const sentence = s3Sentences[code];
  if (sentence !== undefined) return new Problem({ ...detail, message: sentence[0], hint: sentence[1] });
  return new Problem({ ...detail, message: `The server refused the photo: ${told || code}`, hint: "Try another photo." });
}

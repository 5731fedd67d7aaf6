// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { problemFromBody, problemFromResponse, problemFromS3, unreachable } from "./problem";

test("Lumen's errors keep message, hint and request id", () => {
  const body = JSON.stringify({ error: { code: "bad_limit", message: "limit is too large.", hint: "Use 1 to 50.", request_id: "r1" }, message: "x" });
  const problem = problemFromBody(400, body);
  assert.deepEqual([problem.code, problem.message, problem.hint, problem.requestId], ["bad_limit", "limit is too large.", "Use 1 to 50.", "r1"]);
  assert.equal(problem.passes, false);
});

test("Cognito's errors are known by their type", () => {
  const problem = problemFromBody(400, '{"__type":"NotAuthorizedException","message":"Incorrect username or password."}');
  assert.deepEqual([problem.code, problem.message], ["NotAuthorizedException", "Incorrect username or password."]);
  assert.equal(problemFromBody(400, '{"__type":"TooManyRequestsException","message":"Slow down."}').passes, true);
});

test("an answer without words becomes a sentence that leaks nothing", () => {
  for (const body of ["", "<html>fault at line 3</html>", "{}", "[1]", '{"error":"text"}']) {
    const problem = problemFromBody(502, body);
    assert.equal(problem.code, "unexpected_answer");
    assert.match(problem.message, /^The server had a fault\.$/);
    assert.equal(problem.passes, true);
  }
  assert.equal(unreachable().passes, true);
});

test("Retry-After is read in seconds", async () => {
  const answer = (value: string): Response => new Response('{"message":"busy"}', { status: 503, headers: { "Retry-After": value } });
  assert.equal((await problemFromResponse(answer("7"))).retryAfter_s, 7);
  assert.equal((await problemFromResponse(answer("Wed, 21 Oct 2026 07:28:00 GMT"))).retryAfter_s, 0);
  assert.equal((await problemFromResponse(answer("-3"))).retryAfter_s, 0);
});

test("S3's XML becomes a sentence", () => {
  const xml = (code: string, message: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>R&amp;1</RequestId></Error>`;
  assert.match(problemFromS3(400, xml("EntityTooLarge", "Your proposed upload exceeds")).message, /larger than this server accepts/);
  assert.match(problemFromS3(403, xml("AccessDenied", "Request has expired")).message, /time to send this photo has run out/);
  assert.match(problemFromS3(412, xml("PreconditionFailed", "x")).message, /Another photo was already sent/);
  const unknown = problemFromS3(400, xml("InvalidImage", "Only JPEG &lt;or&gt; PNG."));
  assert.equal(unknown.message, "The server refused the photo: Only JPEG <or> PNG.");
  assert.equal(unknown.requestId, "R&1");
  assert.match(problemFromS3(413, "").message, /larger than this server accepts/);
  assert.equal(problemFromS3(503, xml("SlowDown", "x")).passes, true);
  assert.equal(problemFromS3(500, "not xml").code, "unexpected_answer");
});

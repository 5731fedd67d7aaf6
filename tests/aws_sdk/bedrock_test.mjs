// SPDX-License-Identifier: Apache-2.0
// Lumen's requests to Bedrock and its reading of answers, beside Amazon's own client.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { startImposter } from "./support/imposter.mjs";
import { authorizationOf, commandOf, credentials, makeClients, read } from "./support/sdk.mjs";

const probe = process.env.LUMEN_BEDROCK_PROBE;
const environment = {
  PATH: process.env.PATH,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
};
const run = (...words) => promisify(execFile)(probe, words, { env: environment, maxBuffer: 1 << 24, timeout: 60_000 });

// What Lumen calls each of these exceptions.
const codes = {
  ThrottlingException: "remote_throttled",
  ConflictException: "remote_throttled",
  ModelNotReadyException: "remote_not_ready",
  AccessDeniedException: "remote_refused",
  ResourceNotFoundException: "remote_refused",
  DependencyFailedException: "remote_failed",
};

let imposter;
let clients;
before(async () => {
  imposter = await startImposter();
  clients = makeClients(imposter.url);
});
after(async () => {
  clients.runtime.destroy();
  clients.agents.destroy();
  await imposter.stop();
});

async function recordedCalls() {
  imposter.refuse();
  imposter.seen.length = 0;
  await run("calls", imposter.url);
  return imposter.seen.splice(0);
}

async function sentBySdk(client, command) {
  await clients[client].send(command).catch((error) => assert.equal(error.name, "ValidationException"));
  assert.equal(imposter.seen.length, 1);
  return imposter.seen.pop();
}

test("each request is what the SDK sends for the same call", async () => {
  const ours = await recordedCalls();
  assert.equal(ours.length, 7);
  for (const request of ours) {
    const theirs = await sentBySdk(...commandOf(request));
    assert.equal(request.method, theirs.method);
    assert.equal(request.target, theirs.target);
    assert.equal(request.headers["content-type"], theirs.headers["content-type"]);
    assert.equal(request.headers.host, theirs.headers.host);
    assert.deepEqual(JSON.parse(request.body), JSON.parse(theirs.body), request.target);
  }
});

test("each signature is what the SDK's signer computes", async () => {
  for (const request of await recordedCalls()) {
    assert.match(request.headers.authorization, /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\//);
    assert.equal(request.headers.authorization, await authorizationOf(request), request.target);
  }
});

test("the comparison is sharp: the SDK drops what its model does not know, and a changed byte changes the signature", async () => {
  const [request] = await recordedCalls();
  const odd = { ...request, body: JSON.stringify({ ...JSON.parse(request.body), notInTheModel: 1 }) };
  const theirs = await sentBySdk(...commandOf(odd));
  assert.notDeepEqual(JSON.parse(odd.body), JSON.parse(theirs.body));
  assert.deepEqual(JSON.parse(request.body), JSON.parse(theirs.body));
  assert.notEqual(request.headers.authorization, await authorizationOf(odd));
  assert.notEqual(request.headers.authorization, await authorizationOf({ ...request, target: request.target + "x" }));
});

test("each answer of the tests means to the SDK what it means to Lumen", async (context) => {
  const answers = JSON.parse((await run("answers")).stdout);
  assert.ok(answers.length >= 17);
  for (const one of answers) {
    await context.test(`${one.call}: ${one.name}`, async () => {
      imposter.say({ ...one, body: Buffer.from(one.body, "base64") });
      compare(one.read, await read(clients, one.call));
      imposter.seen.length = 0;
    });
  }
});

function compare(ours, theirs) {
  if (theirs.error) {
    assert.equal(ours.error, codes[theirs.error], theirs.error);
    return;
  }
  assert.equal(ours.error, undefined);
  if (theirs.passages) {
    assert.deepEqual(ours.passages.map((one) => one.text), theirs.passages.map((one) => one.text));
    theirs.passages.forEach((one, i) => assert.equal(ours.passages[i].url, one.place.startsWith("https:") ? one.place : ""));
    return;
  }
  // A stopped answer's text is the guardrail's, not the model's: Lumen keeps only that it was stopped.
  assert.equal(ours.refusal, theirs.stopped ? "guardrail_intervened" : "");
  assert.equal(ours.answer, theirs.stopped ? "" : theirs.answer);
  assert.deepEqual([ours.input, ours.output], [theirs.input, theirs.output]);
  assert.deepEqual(ours.citations, theirs.citations);
  assert.deepEqual(ours.calls.map(({ id, name }) => [id, name]), theirs.calls.map(({ id, name }) => [id, name]));
  // An agent's parameters are texts on the wire; Lumen gives them the types of the tool's schema.
  const plain = (values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
  assert.deepEqual(ours.calls.map((call) => plain(call.arguments)), theirs.calls.map((call) => plain(call.arguments)));
}

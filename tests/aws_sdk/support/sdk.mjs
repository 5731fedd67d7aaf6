// SPDX-License-Identifier: Apache-2.0
// Amazon's clients on a server of the tests, their signer, and what they read, in Lumen's words.
import { createHash, createHmac } from "node:crypto";
import { BedrockAgentRuntimeClient, InvokeAgentCommand, RetrieveCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { SignatureV4 } from "@smithy/signature-v4";

export const region = "us-west-2";
export const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

export function makeClients(url) {
  // Its own choice for http:// would be HTTP/2 without TLS.
  const options = () => ({ endpoint: url, region, credentials, maxAttempts: 1, requestHandler: new NodeHttpHandler() });
  return { runtime: new BedrockRuntimeClient(options()), agents: new BedrockAgentRuntimeClient(options()) };
}

const routes = [
  [/^\/model\/([^/]+)\/converse$/, ["modelId"], (input) => ["runtime", new ConverseCommand(input)]],
  [/^\/agents\/([^/]+)\/agentAliases\/([^/]+)\/sessions\/([^/]+)\/text$/, ["agentId", "agentAliasId", "sessionId"],
    (input) => ["agents", new InvokeAgentCommand(input)]],
  [/^\/knowledgebases\/([^/]+)\/retrieve$/, ["knowledgeBaseId"], (input) => ["agents", new RetrieveCommand(input)]],
];

// The SDK's command for a recorded request: its labels and body are the input.
export function commandOf(request) {
  for (const [pattern, labels, make] of routes) {
    const match = pattern.exec(request.target);
    if (!match) continue;
    const input = JSON.parse(request.body);
    labels.forEach((label, i) => (input[label] = decodeURIComponent(match[i + 1])));
    return make(input);
  }
  throw new Error(`no operation of Bedrock has the path ${request.target}`);
}

class Sha256 {
  constructor(secret) {
    this.hash = secret ? createHmac("sha256", secret) : createHash("sha256");
  }
  update(bytes) {
    this.hash.update(bytes);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
}

// The Authorization header that the SDK's signer gives a recorded request, over the headers that were signed.
export async function authorizationOf(request) {
  const names = /SignedHeaders=([^,]+)/.exec(request.headers.authorization)[1].split(";");
  const signer = new SignatureV4({ service: "bedrock", region, credentials, sha256: Sha256, applyChecksum: false });
  const date = request.headers["x-amz-date"].replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z");
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: "http:",
      hostname: "127.0.0.1",
      path: request.target,
      query: {},
      headers: Object.fromEntries(names.map((name) => [name, request.headers[name]])),
      body: request.body,
    },
    { signingDate: new Date(date), signableHeaders: new Set(names) },
  );
  return signed.headers.authorization;
}

const text = (bytes) => Buffer.from(bytes).toString("utf8");

function readConverse(answer) {
  const content = answer.output.message.content;
  const calls = content.filter((block) => block.toolUse).map(({ toolUse }) => ({
    id: toolUse.toolUseId, name: toolUse.name, arguments: toolUse.input,
  }));
  return {
    answer: content.map((block) => block.text ?? "").join(""),
    calls,
    input: answer.usage.inputTokens,
    output: answer.usage.outputTokens,
    citations: [],
    stopped: answer.stopReason === "guardrail_intervened",
  };
}

function addUsage(read, trace) {
  for (const step of Object.values(trace)) {
    const usage = step?.modelInvocationOutput?.metadata?.usage;
    read.input += usage?.inputTokens ?? 0;
    read.output += usage?.outputTokens ?? 0;
    if (step?.action === "INTERVENED") read.stopped = true;
  }
}

const parameters = (list) => Object.fromEntries((list ?? []).map(({ name, value }) => [name, value]));

function callsOf({ invocationId, invocationInputs }) {
  return invocationInputs.map(({ functionInvocationInput, apiInvocationInput }, i) => {
    const one = functionInvocationInput ?? apiInvocationInput;
    const body = one.requestBody?.content?.["application/json"]?.properties;
    return {
      id: `${i}:${one.actionGroup}:${one.httpMethod ?? ""}:${invocationId}`,
      name: one.function ?? one.apiPath.slice(1),
      arguments: { ...parameters(one.parameters), ...parameters(body) },
    };
  });
}

async function readAgent(answer) {
  const read = { answer: "", calls: [], input: 0, output: 0, citations: [], stopped: false };
  const chunks = [];
  for await (const event of answer.completion) {
    if (event.chunk) {
      chunks.push(event.chunk.bytes);
      for (const citation of event.chunk.attribution?.citations ?? []) {
        for (const one of citation.retrievedReferences) read.citations.push(one.location.webLocation.url);
      }
    }
    if (event.trace) addUsage(read, event.trace.trace);
    if (event.returnControl) read.calls = callsOf(event.returnControl);
  }
  read.answer = text(Buffer.concat(chunks));
  return read;
}

const readPassages = (answer) => ({
  passages: answer.retrievalResults.filter((one) => one.content.text).map((one) => ({
    text: one.content.text,
    place: one.metadata?.url ?? one.location.webLocation?.url ?? one.location.s3Location?.uri,
  })),
});

const samples = {
  converse: (clients) => clients.runtime.send(new ConverseCommand({
    modelId: "m", messages: [{ role: "user", content: [{ text: "a" }] }],
  })).then(readConverse),
  invokeAgent: (clients) => clients.agents.send(new InvokeAgentCommand({
    agentId: "AGENT12345", agentAliasId: "TSTALIASID", sessionId: "analysis-1", inputText: "a", enableTrace: true,
  })).then(readAgent),
  retrieve: (clients) => clients.agents.send(new RetrieveCommand({
    knowledgeBaseId: "KB12345678", retrievalQuery: { text: "a" },
  })).then(readPassages),
};

// What the SDK reads from the answer that the server gives now, or {error: its exception's name}.
export const read = (clients, call) => samples[call](clients).catch((error) => ({ error: error.name }));

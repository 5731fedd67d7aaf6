// SPDX-License-Identifier: Apache-2.0
// A server on a free port of loopback that keeps every request and gives the answer that is set.
import { createServer } from "node:http";

const refusal = {
  status: 400,
  headers: { "Content-Type": "application/json", "x-amzn-ErrorType": "ValidationException" },
  body: Buffer.from('{"message":"Only recorded."}'),
};

export async function startImposter() {
  const seen = [];
  let answer = refusal;
  const server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    seen.push({
      method: request.method,
      target: request.url,
      headers: request.headers,
      body: Buffer.concat(pieces).toString("utf8"),
    });
    response.writeHead(answer.status, { ...answer.headers, "Content-Length": answer.body.length });
    response.end(answer.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    say: (next) => (answer = next),
    refuse: () => (answer = refusal),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

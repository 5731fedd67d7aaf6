// SPDX-License-Identifier: Apache-2.0
// A model elsewhere that speaks HTTP/2 over TLS and nothing else: node http2_model.mjs CERTIFICATE KEY
// prints its port, then a line for each request that it answered.
import { readFileSync } from "node:fs";
import { createSecureServer } from "node:http2";

const [certificate, key] = process.argv.slice(2);
const server = createSecureServer({ cert: readFileSync(certificate), key: readFileSync(key), allowHTTP1: false });

server.on("stream", (stream, headers) => {
  const pieces = [];
  stream.on("data", (piece) => pieces.push(piece));
  stream.on("end", () => {
    const body = Buffer.concat(pieces);
    const good = body.includes("JFIF") && String(headers["content-type"]).startsWith("multipart/form-data");
    console.log(`${headers[":method"]} ${headers[":path"]} ${good ? "a JPEG in a form" : "something else"}`);
    stream.respond({ ":status": 200, "content-type": "application/json" });
    stream.end(JSON.stringify({ top_prediction: "acne", confidence: 0.5, all_predictions: { acne: 0.5 } }));
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));

// SPDX-License-Identifier: Apache-2.0
// Server-sent events, read from a response as they come.

import { problemFromBody, unexpected } from "./problem";
import { asObject, asText } from "./wire";

export interface ServerEvent {
  readonly name: string;
  readonly data: string; // JSON
}

// Takes pieces of a stream, cut anywhere, and gives the events that are complete. Pure.
export class EventReader {
  private rest = "";

  take(piece: string): ServerEvent[] {
    this.rest += piece.replaceAll("\r", "");
    const blocks = this.rest.split("\n\n");
    this.rest = blocks.pop() ?? "";
    return blocks.flatMap(readBlock);
  }
}

function readBlock(block: string): ServerEvent[] {
  let name = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, "");
    if (line.slice(0, colon) === "event") name = value;
    if (line.slice(0, colon) === "data") data.push(value);
  }
  return data.length === 0 ? [] : [{ name, data: data.join("\n") }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// The body of the `answer` event; an `error` event is thrown as a Problem.
export async function readAnswer(response: Response, onTool: (tool: string) => void): Promise<unknown> {
  if (response.body === null) throw unexpected(response.status);
  const events = new EventReader();
  const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await pieces.read();
    if (done) throw unexpected(response.status);
    for (const event of events.take(value)) {
      if (event.name === "answer") return parsed(event.data);
      if (event.name === "error") throw problemFromBody(response.status, event.data);
      if (event.name === "tool") onTool(asText(asObject(parsed(event.data))?.["tool"]));
    }
  }
}

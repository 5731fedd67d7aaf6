// SPDX-License-Identifier: Apache-2.0
// The calls of Lumen's REST wire. Each throws a Problem, or an AbortError when its signal was aborted.

import type { Fetch } from "./cognito";
import { isAbort, Problem, problemFromResponse, unexpected, unreachable } from "./problem";
import type { Session } from "./session";
import { readAnswer } from "./events";
import { readAnalysis, readConcernChoices, readConcerns, readExchange, readExchanges, readHistory, readProgress, readTicket } from "./wire";
import type { Analysis, ConcernChoice, ConcernResult, Exchange, HistoryPage, Progress, Ticket } from "./wire";

// What a GET of an analysis waits for: the prediction, or the end.
export type Until = "prediction" | "end";

export class Api {
  constructor(
    private readonly base: string, // the page's own folder, ends in "/"
    private readonly session: Session,
    private readonly fetch: Fetch,
  ) {}

  async startUpload(contentType: string, contentLength: number, signal: AbortSignal): Promise<Ticket> {
    const body = JSON.stringify({ content_type: contentType, content_length: contentLength });
    const response = await this.send("POST", "upload-image", signal, body);
    const ticket = readTicket(await response.json().catch(() => null));
    if (ticket === null) throw unexpected(response.status);
    return ticket;
  }

  // The server holds the answer until there is something to tell, 25 s at most.
  async analysis(id: string, until: Until, signal: AbortSignal): Promise<Analysis> {
    const query = until === "prediction" ? "?until=prediction" : "";
    const response = await this.send("GET", `analysis/${encodeURIComponent(id)}${query}`, signal);
    const analysis = readAnalysis(await response.json().catch(() => null));
    if (analysis === null) throw unexpected(response.status);
    return analysis;
  }

  // None when no engine of this server measured the photo.
  async concerns(id: string, signal: AbortSignal): Promise<ConcernResult[]> {
    const response = await this.send("GET", `analysis/${encodeURIComponent(id)}/concerns`, signal);
    return readConcerns(await response.json().catch(() => null));
  }

  // Every concern the engine knows, whether or not this photo showed it.
  async concernChoices(id: string, signal: AbortSignal): Promise<ConcernChoice[]> {
    const response = await this.send("GET", `analysis/${encodeURIComponent(id)}/concerns`, signal);
    return readConcernChoices(await response.json().catch(() => null));
  }

  // One concern over all photos that showed it, and whether it changed.
  async progress(concern: string, signal: AbortSignal): Promise<Progress> {
    const response = await this.send("GET", `progress?${new URLSearchParams({ concern }).toString()}`, signal);
    const progress = readProgress(await response.json().catch(() => null));
    if (progress === null) throw unexpected(response.status);
    return progress;
  }

  // A PNG of the photo with what was measured drawn on it: one concern, or everything for "".
  async overlay(id: string, concern: string, signal: AbortSignal): Promise<Blob> {
    const query = concern === "" ? "" : `?${new URLSearchParams({ concern }).toString()}`;
    const response = await this.send("GET", `analysis/${encodeURIComponent(id)}/overlay${query}`, signal);
    try {
      return await response.blob();
    } catch (thrown) {
      throw isAbort(thrown) ? thrown : unreachable();
    }
  }

  // What was asked and answered about a result, oldest first.
  async exchanges(id: string, signal: AbortSignal): Promise<Exchange[]> {
    const response = await this.send("GET", `analysis/${encodeURIComponent(id)}/chat`, signal);
    return readExchanges(await response.json().catch(() => null));
  }

  // Asks about a result. `onTool` hears of each thing that is looked up, by its name on the wire.
  async ask(id: string, message: string, sessionId: string, onTool: (tool: string) => void, signal: AbortSignal): Promise<Exchange> {
    const body = JSON.stringify(sessionId === "" ? { message } : { message, session_id: sessionId });
    const response = await this.send("POST", `analysis/${encodeURIComponent(id)}/chat`, signal, body, "text/event-stream");
    try {
      const answer = await readAnswer(response, onTool);
      const exchange = readExchange(answer);
      if (exchange === null) throw unexpected(response.status);
      return exchange;
    } catch (thrown) {
      throw isAbort(thrown) || thrown instanceof Problem ? thrown : unreachable();
    }
  }

  async remove(id: string, signal: AbortSignal): Promise<void> {
    await this.send("DELETE", `analysis/${encodeURIComponent(id)}`, signal);
  }

  async history(cursor: string, limit: number, signal: AbortSignal): Promise<HistoryPage> {
    const query = new URLSearchParams({ limit: String(limit) });
    if (cursor !== "") query.set("cursor", cursor);
    const response = await this.send("GET", `history?${query.toString()}`, signal);
    return readHistory(await response.json().catch(() => null));
  }

  // A 401 is answered once with a fresh token: the old one may have been revoked or the clock be wrong.
  private async send(method: string, path: string, signal: AbortSignal, body?: string, accept = "application/json"): Promise<Response> {
    const token = await this.session.idToken();
    const first = await this.request(method, path, token, signal, accept, body);
    if (first.ok) return first;
    if (first.status !== 401) throw await problemFromResponse(first);
    this.session.forgetToken(token);
    const second = await this.request(method, path, await this.session.idToken(), signal, accept, body);
    if (!second.ok) throw await problemFromResponse(second);
    return second;
  }

  private async request(method: string, path: string, token: string, signal: AbortSignal, accept: string, body?: string): Promise<Response> {
    const headers: Record<string, string> = { Authorization: `Bearer ${token}`, Accept: accept };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const init: RequestInit = { method, headers, signal, credentials: "omit", cache: "no-store" };
    if (body !== undefined) init.body = body;
    try {
      return await this.fetch(this.base + path, init);
    } catch (thrown) {
      if (isAbort(thrown) || thrown instanceof Problem) throw thrown;
      throw unreachable();
    }
  }
}

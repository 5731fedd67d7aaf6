// SPDX-License-Identifier: Apache-2.0
// The answers of the server, read tolerantly: an absent or mistyped optional field becomes its empty value and
// an unknown one is ignored, so that the views never meet anything but these types. Pure.

export type Status = "pending" | "processing" | "completed" | "failed";
export type Severity = "none" | "mild" | "moderate" | "severe";

export interface Ticket {
  readonly analysisId: string;
  readonly uploadUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresIn_s: number;
}

export interface Finding {
  readonly label: string;
  readonly name: string;
  readonly score: number; // 0..1
  readonly extent: number | null; // 0..1, null when the server does not say
  readonly severity: Severity | null;
  readonly measured: boolean;
  readonly note: string;
}

export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly region: string;
}

export interface Prediction {
  readonly condition: string;
  readonly confidence: number; // 0..1
  readonly findings: readonly Finding[]; // highest score first
  readonly measurements: readonly Measurement[];
  readonly notes: readonly string[];
  readonly engine: string;
}

// One concern of the engine's report; the server lists them in a fixed order.
export interface ConcernResult {
  readonly name: string;
  readonly displayName: string;
  readonly score: number; // 0..100
  readonly severity: Severity;
  readonly note: string;
  readonly nextBand: string; // where the next band begins, in the concern's own unit
}

// A concern to choose from; `score` is null when the photo did not show it.
export interface ConcernChoice {
  readonly name: string;
  readonly displayName: string;
  readonly score: number | null; // 0..100
}

export interface ProgressPoint {
  readonly id: string; // of the analysis
  readonly timestamp_s: number;
  readonly score: number; // 0..100, lower is less of the concern
  readonly confidence: number; // 0..1
}

export type Change = "one_photo" | "same" | "better" | "worse" | "unsure";

// One concern over time. Fewer than two points are always `one_photo`.
export interface Progress {
  readonly points: readonly ProgressPoint[]; // oldest first
  readonly change: Change;
  readonly from: number; // where it began
  readonly to: number; // where it is now
  readonly band: number; // a difference up to this is no real change
}

export interface Citation {
  readonly title: string;
  readonly source: string;
  readonly url: string; // "" unless http or https
}

export interface Explanation {
  readonly summary: string;
  readonly recommendations: readonly string[];
  readonly severity: Severity | null;
  readonly careInstructions: readonly string[];
  readonly whenToSeeADoctor: string;
  readonly citations: readonly Citation[];
  readonly answeredBy: string;
}

export interface Product {
  readonly name: string;
  readonly brand: string;
  readonly category: string;
  readonly description: string;
  readonly priceRange: string;
  readonly shopUrl: string; // "" unless http or https
  readonly rating: number | null; // null when nobody rated it
  readonly reviewCount: number;
  readonly why: string;
  readonly ingredients: readonly string[];
}

// A message about a result and its reply.
export interface Exchange {
  readonly sessionId: string;
  readonly timestamp_s: number;
  readonly message: string;
  readonly reply: string;
  readonly citations: readonly Citation[];
  readonly products: readonly Product[];
  readonly urgent: boolean; // a sign that a doctor has to look at; no product is offered
}

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export interface Analysis {
  readonly id: string;
  readonly status: Status;
  readonly stage: string;
  readonly timestamp_s: number;
  readonly prediction: Prediction | null;
  readonly explanation: Explanation | null;
  readonly products: readonly Product[] | null; // null while there is no such stage's answer
  readonly failure: Failure | null;
  readonly timing: readonly (readonly [stage: string, ms: number])[];
}

export interface HistoryEntry {
  readonly id: string;
  readonly status: Status;
  readonly timestamp_s: number;
  readonly prediction: Prediction | null;
  readonly severity: Severity | null;
  readonly failure: Failure | null;
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  readonly nextCursor: string; // "" on the last page
}

type Json = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function asNumber(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function asShare(value: unknown): number | null {
  const number = asNumber(value);
  return number === null ? null : Math.min(1, Math.max(0, number));
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asTexts(value: unknown): string[] {
  return asList(value).map(asText).filter((text) => text !== "");
}

function objects(value: unknown): Json[] {
  return asList(value).map(asObject).filter((one): one is Json => one !== null);
}

function asSeverity(value: unknown): Severity | null {
  return value === "none" || value === "mild" || value === "moderate" || value === "severe" ? value : null;
}

function asStatus(value: unknown): Status {
  return value === "processing" || value === "completed" || value === "failed" ? value : "pending";
}

// Only addresses that lead to a web page are ever made into links.
export function webAddress(value: unknown): string {
  try {
    const url = new URL(asText(value));
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
  } catch {
    return "";
  }
}

// "dark_spots" → "Dark spots".
export function readableLabel(label: string): string {
  const words = label.replace(/[_-]+/g, " ").trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function readTicket(json: unknown): Ticket | null {
  const body = asObject(json);
  if (body === null) return null;
  const analysisId = asText(body["analysis_id"]);
  const uploadUrl = asText(body["upload_url"]);
  if (analysisId === "" || uploadUrl === "") return null;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(asObject(body["headers"]) ?? {})) {
    if (typeof value === "string" || typeof value === "number") headers[name] = String(value);
  }
  return { analysisId, uploadUrl, headers, expiresIn_s: asNumber(body["expires_in"]) ?? 300 };
}

function readFinding(json: Json): Finding {
  const label = asText(json["label"]);
  return {
    label,
    name: asText(json["name"]) || readableLabel(label),
    score: asShare(json["score"]) ?? 0,
    extent: asShare(json["extent"]),
    severity: asSeverity(json["severity"]),
    measured: json["measured"] !== false,
    note: asText(json["note"]),
  };
}

// Models that only answer {name: score} have findings without severity or extent.
function findingsFromConditions(conditions: unknown): Finding[] {
  return Object.entries(asObject(conditions) ?? {}).map(([label, score]) => readFinding({ label, score }));
}

export function readPrediction(json: unknown): Prediction | null {
  const body = asObject(json);
  if (body === null) return null;
  const condition = asText(body["condition"]);
  if (condition === "") return null;
  const told = objects(body["findings"]).map(readFinding).filter((finding) => finding.label !== "");
  const findings = told.length > 0 ? told : findingsFromConditions(body["all_conditions"]);
  return {
    condition,
    confidence: asShare(body["confidence"]) ?? 0,
    findings: [...findings].sort((a, b) => b.score - a.score),
    measurements: objects(body["measurements"]).flatMap(readMeasurement),
    notes: asTexts(body["notes"]),
    engine: asText(body["engine"]),
  };
}

// Only concerns that were measured: the others have nothing to show.
export function readConcerns(json: unknown): ConcernResult[] {
  const concerns: ConcernResult[] = [];
  for (const one of objects(asObject(json)?.["concerns"])) {
    const name = asText(one["name"]);
    const score = asNumber(one["score"]);
    if (name === "" || score === null || one["measured"] === false) continue;
    concerns.push({
      name,
      displayName: asText(one["display_name"]) || readableLabel(name),
      score: Math.min(100, Math.max(0, score)),
      severity: asSeverity(one["severity"]) ?? "none",
      note: asText(one["note"]),
      nextBand: asText(asObject(one["explain"])?.["next_band"]),
    });
  }
  return concerns;
}

function clampedScore(value: unknown): number | null {
  const number = asNumber(value);
  return number === null ? null : Math.min(100, Math.max(0, number));
}

export function readConcernChoices(json: unknown): ConcernChoice[] {
  return objects(asObject(json)?.["concerns"])
    .map((one) => ({
      name: asText(one["name"]),
      displayName: asText(one["display_name"]) || readableLabel(asText(one["name"])),
      score: one["measured"] === false ? null : clampedScore(one["score"]),
    }))
    .filter((one) => one.name !== "");
}

function readProgressPoint(json: Json): ProgressPoint[] {
  const id = asText(json["analysis_id"]);
  const timestamp_s = asNumber(json["timestamp"]);
  const score = clampedScore(json["score"]);
  if (id === "" || timestamp_s === null || score === null) return [];
  return [{ id, timestamp_s, score, confidence: asShare(json["confidence"]) ?? 0 }];
}

// A change that this page does not know claims nothing: it counts as `unsure`.
function asChange(value: unknown): Change {
  return value === "same" || value === "better" || value === "worse" ? value : "unsure";
}

export function readProgress(json: unknown): Progress | null {
  const body = asObject(json);
  if (body === null || !Array.isArray(body["points"])) return null;
  const points = objects(body["points"]).flatMap(readProgressPoint).sort((a, b) => a.timestamp_s - b.timestamp_s);
  const ends = [clampedScore(body["from"]), clampedScore(body["to"]), asNumber(body["band"])];
  const told = ends.every((one) => one !== null);
  return {
    points,
    change: points.length < 2 ? "one_photo" : told ? asChange(body["change"]) : "unsure",
    from: ends[0] ?? points[0]?.score ?? 0,
    to: ends[1] ?? points.at(-1)?.score ?? 0,
    band: Math.max(0, ends[2] ?? 0),
  };
}

function readMeasurement(json: Json): Measurement[] {
  const value = asNumber(json["value"]);
  const name = asText(json["name"]);
  if (value === null || name === "") return [];
  return [{ name, value, unit: asText(json["unit"]), region: asText(json["region"]) }];
}

function readCitations(json: unknown): Citation[] {
  return objects(json)
    .map((one) => ({ title: asText(one["title"]), source: asText(one["source"]), url: webAddress(one["url"]) }))
    .filter((one) => one.title !== "" || one.source !== "");
}

function readExplanation(json: unknown): Explanation | null {
  const body = asObject(json);
  if (body === null) return null;
  return {
    summary: asText(body["summary"]),
    recommendations: asTexts(body["recommendations"]),
    severity: asSeverity(body["severity"]),
    careInstructions: asTexts(body["care_instructions"]),
    whenToSeeADoctor: asText(body["when_to_see_a_doctor"]),
    citations: readCitations(body["citations"]),
    answeredBy: asText(body["answered_by"]),
  };
}

export function readProduct(json: Json): Product {
  const reviewCount = asNumber(json["review_count"]) ?? 0;
  const rated = typeof json["rated"] === "boolean" ? json["rated"] : reviewCount > 0;
  return {
    name: asText(json["name"]),
    brand: asText(json["brand"]),
    category: asText(json["category"]),
    description: asText(json["description"]),
    priceRange: asText(json["price_range"]),
    shopUrl: webAddress(json["amazon_url"]),
    rating: rated ? asNumber(json["rating"]) : null,
    reviewCount,
    why: asText(json["why"]),
    ingredients: asTexts(json["ingredients"]),
  };
}

function readProducts(json: unknown): Product[] {
  return objects(json).map(readProduct).filter((one) => one.name !== "");
}

export function readExchange(json: unknown): Exchange | null {
  const body = asObject(json);
  const reply = asText(body?.["reply"]);
  if (body === null || reply === "") return null;
  return {
    sessionId: asText(body["session_id"]),
    timestamp_s: asNumber(body["timestamp"]) ?? 0,
    message: asText(body["message"]),
    reply,
    citations: readCitations(body["citations"]),
    products: readProducts(body["products"]),
    urgent: asTexts(body["guardrails"]).some((rule) => rule.startsWith("red_flag.")),
  };
}

export function readExchanges(json: unknown): Exchange[] {
  return objects(asObject(json)?.["exchanges"]).map(readExchange).filter((one): one is Exchange => one !== null);
}

function readFailure(json: unknown): Failure | null {
  const body = asObject(json);
  if (body === null) return null;
  return { code: asText(body["code"]), message: asText(body["message"]), hint: asText(body["hint"]) };
}

function readTiming(json: unknown): [string, number][] {
  const entries: [string, number][] = [];
  for (const [stage, value] of Object.entries(asObject(json) ?? {})) {
    const ms = asNumber(value);
    if (ms !== null) entries.push([stage, ms]);
  }
  return entries;
}

export function readAnalysis(json: unknown): Analysis | null {
  const body = asObject(json);
  const id = asText(body?.["analysis_id"]);
  if (body === null || id === "") return null;
  const products = body["products"];
  return {
    id,
    status: asStatus(body["status"]),
    stage: asText(body["stage"]),
    timestamp_s: asNumber(body["timestamp"]) ?? 0,
    prediction: readPrediction(body["prediction"]),
    explanation: readExplanation(body["enhanced_analysis"]),
    products: Array.isArray(products) ? readProducts(products) : null,
    failure: readFailure(body["error"]),
    timing: readTiming(body["timing"]),
  };
}

function readHistoryEntry(json: Json): HistoryEntry[] {
  const id = asText(json["analysis_id"]);
  if (id === "") return [];
  return [
    {
      id,
      status: asStatus(json["status"]),
      timestamp_s: asNumber(json["timestamp"]) ?? 0,
      prediction: readPrediction(json["prediction"]),
      severity: asSeverity(json["severity"]),
      failure: readFailure(json["error"]),
    },
  ];
}

export function readHistory(json: unknown): HistoryPage {
  const body = asObject(json);
  return {
    entries: objects(body?.["analyses"]).flatMap(readHistoryEntry),
    nextCursor: asText(body?.["next_cursor"]),
  };
}

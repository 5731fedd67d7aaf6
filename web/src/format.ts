// SPDX-License-Identifier: Apache-2.0
// Numbers, dates and sizes as people read them. The page is in English; dates follow an English locale of the reader.

function locale(): string {
  const preferred = typeof navigator === "undefined" ? "" : navigator.language;
  return preferred.startsWith("en") ? preferred : "en-GB";
}

export function dateAndTime(epoch_s: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(epoch_s * 1000));
}

// "3 October 2026".
export function longDate(epoch_s: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(new Date(epoch_s * 1000));
}

// "3 Oct", or "3 Oct 26" where the year matters.
export function shortDate(epoch_s: number, withYear: "with year" | "without year"): string {
  const year = withYear === "with year" ? ({ year: "2-digit" } as const) : {};
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", ...year }).format(new Date(epoch_s * 1000));
}

// "10:40".
export function timeOfDay(epoch_s: number): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(new Date(epoch_s * 1000));
}

// Of the reader's own calendar.
export function isSameDay(one_s: number, other_s: number): boolean {
  return new Date(one_s * 1000).toDateString() === new Date(other_s * 1000).toDateString();
}

// For the datetime attribute.
export function isoTime(epoch_s: number): string {
  return new Date(epoch_s * 1000).toISOString();
}

// 0..1 → "62".
export function outOf100(share: number): string {
  return String(Math.round(Math.min(1, Math.max(0, share)) * 100));
}

// 2_480_000 → "2.5 MB". Decimal units, as the limits are.
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1000 * 1000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

// 7.4 → "7 ms", 1840 → "1.8 s".
export function duration(ms: number): string {
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

// 41.04 → "41", 41.26 → "41.3".
export function points(value: number): string {
  return String(Number(value.toFixed(1)));
}

// Four significant digits, more only before the point; no exponent.
export function measuredValue(value: number): string {
  if (Math.abs(value) < 0.0001) return "0";
  if (Math.abs(value) >= 1000) return String(Math.round(value));
  return String(Number(value.toPrecision(4)));
}

// "jane@example.org" → "j***@e***", as the server writes it.
export function maskedAddress(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  return `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
